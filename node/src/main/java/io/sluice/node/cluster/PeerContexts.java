package io.sluice.node.cluster;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.sluice.node.raft.PeerTls;
import javax.net.ssl.SSLException;

/** Both ends of a connection between nodes. Either shows a certificate; the one that dials also compares the name. */
final class PeerContexts {
    /** How long a session may be resumed without showing the certificate again. */
    private static final long SESSION_SECONDS = 300;

    private PeerContexts() {}

    static SslContext server(PeerTls tls) {
        return build(SslContextBuilder.forServer(tls.keys()).clientAuth(ClientAuth.REQUIRE), tls);
    }

    static SslContext client(PeerTls tls) {
        return build(SslContextBuilder.forClient().keyManager(tls.keys()), tls);
    }

    private static SslContext build(SslContextBuilder builder, PeerTls tls) {
        try {
            return GrpcSslContexts.configure(
                            builder.trustManager(tls.trust()).sessionTimeout(SESSION_SECONDS), SslProvider.JDK)
                    .build();
        } catch (SSLException impossible) {
            throw new IllegalStateException("the JDK's TLS cannot be set up", impossible);
        }
    }
}
