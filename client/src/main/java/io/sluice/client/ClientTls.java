package io.sluice.client;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS as a client speaks it. Files are PEM and are read when the client is opened.
 *
 * @param authorities whose certificates a node has to show; empty: those that the JVM trusts
 * @param certificate the client's own, with its chain; shown when a node asks for one
 * @param key its private key, PKCS #8; given if and only if there is a certificate
 */
public record ClientTls(Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key) {
    public ClientTls {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("a certificate and its key are given together");
        }
    }

    /** Trusts nodes whose certificates one of these authorities has issued. */
    public static ClientTls trusting(Path authorities) {
        return new ClientTls(Optional.of(authorities), Optional.empty(), Optional.empty());
    }

    /** Trusts nodes as the JVM trusts anybody. */
    public static ClientTls trustingAsTheJvm() {
        return new ClientTls(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, and shows a certificate of its own. */
    public ClientTls showing(Path certificate, Path key) {
        return new ClientTls(authorities, Optional.of(certificate), Optional.of(key));
    }
}
