package io.sluice.node.app.config;

import java.time.Duration;
import java.util.List;

/**
 * TLS. Files are PEM, and an empty name is none.
 *
 * @param certificateFile this node's certificate and its chain, for clients; empty serves them in the clear
 * @param keyFile its private key, PKCS #8
 * @param clientCaFile authorities whose certificates identify clients; empty asks for none
 * @param clientCertificates whether a client has to show one
 * @param clientScopes what their holders may do by themselves; the first that fits a name counts
 * @param peerCertificateFile certificate shown to other nodes; empty for that of clients
 * @param peerKeyFile its private key; empty for that of clients
 * @param peerCaFile the cluster's own authority; empty lets nodes speak in the clear
 * @param checkInterval how often the files are looked at
 */
public record TlsSettings(
        String certificateFile,
        String keyFile,
        String clientCaFile,
        ClientCertificates clientCertificates,
        List<ClientScopeSettings> clientScopes,
        String peerCertificateFile,
        String peerKeyFile,
        String peerCaFile,
        Duration checkInterval)
        implements Section {
    private static final int CLIENT_SCOPES_MAX = 1_000;

    /** Whether clients show certificates. */
    public enum ClientCertificates {
        OPTIONAL,
        REQUIRED
    }

    public TlsSettings {
        pair("certificateFile", certificateFile, "keyFile", keyFile);
        pair("peerCertificateFile", peerCertificateFile, "peerKeyFile", peerKeyFile);
        Check.holds(
                clientCaFile.isEmpty() || !certificateFile.isEmpty(),
                "clientCaFile",
                "needs certificateFile: clients show certificates only over TLS");
        Check.holds(
                clientCertificates == ClientCertificates.OPTIONAL || !clientCaFile.isEmpty(),
                "clientCertificates",
                "required needs clientCaFile: whose certificates?");
        Check.holds(
                peerCaFile.isEmpty() || !certificateFile.isEmpty() || !peerCertificateFile.isEmpty(),
                "peerCaFile",
                "needs peerCertificateFile or certificateFile: nodes show one another their certificates");
        Check.holds(
                peerCertificateFile.isEmpty() || !peerCaFile.isEmpty(),
                "peerCertificateFile",
                "needs peerCaFile: whose certificates count among nodes?");
        clientScopes = List.copyOf(clientScopes);
        Check.range("clientScopes", clientScopes.size(), 0, CLIENT_SCOPES_MAX);
        Check.range("checkInterval", checkInterval, "100ms", "1d");
    }

    private static void pair(String certificateKey, String certificate, String keyKey, String key) {
        Check.holds(certificate.isEmpty() || !key.isEmpty(), keyKey, "is missing: " + certificateKey + " is given");
        Check.holds(key.isEmpty() || !certificate.isEmpty(), certificateKey, "is missing: " + keyKey + " is given");
    }

    static TlsSettings defaults() {
        return new TlsSettings(
                "",
                "",
                "",
                ClientCertificates.OPTIONAL,
                List.of(new ClientScopeSettings("*", List.of(), List.of("*"))),
                "",
                "",
                "",
                Duration.ofSeconds(10));
    }

    /** True when clients are served over TLS, on the gRPC and on the HTTP port. */
    public boolean servesClients() {
        return !certificateFile.isEmpty();
    }

    /** True when nodes speak to one another over TLS. */
    public boolean servesPeers() {
        return !peerCaFile.isEmpty();
    }

    /** The certificate that other nodes see. */
    public String peerCertificate() {
        return peerCertificateFile.isEmpty() ? certificateFile : peerCertificateFile;
    }

    /** Its key. */
    public String peerKey() {
        return peerKeyFile.isEmpty() ? keyFile : peerKeyFile;
    }
}
