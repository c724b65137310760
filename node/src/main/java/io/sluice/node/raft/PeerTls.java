package io.sluice.node.raft;

import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * How nodes know one another: each shows its certificate, and takes only those of the cluster's own authority that name
 * a member. Both may change what they hold while the node runs; each handshake asks anew.
 *
 * @param keys this node's own certificate
 * @param trust says whether a certificate is a node's
 */
public record PeerTls(X509ExtendedKeyManager keys, X509ExtendedTrustManager trust) {}
