package io.sluice.client.transport;

import io.grpc.ChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a connection over TLS needs, as files of PEM.
 *
 * @param authorities whose certificates count; empty: those that the JVM trusts
 * @param certificate the client's own; empty: none
 * @param key its key
 */
public record TlsFiles(Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key) {
    /**
     * The same for gRPC.
     *
     * @throws IllegalArgumentException when a file cannot be read; the text says which
     */
    ChannelCredentials credentials() {
        TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
        try {
            if (authorities.isPresent()) {
                builder.trustManager(authorities.get().toFile());
            }
            if (certificate.isPresent() && key.isPresent()) {
                builder.keyManager(certificate.get().toFile(), key.get().toFile());
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("cannot use the files of TLS: " + unreadable.getMessage(), unreadable);
        }
        return builder.build();
    }
}
