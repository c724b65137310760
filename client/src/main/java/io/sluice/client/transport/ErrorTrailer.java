package io.sluice.client.transport;

import io.grpc.Metadata;

/** Where a node names an error: among the trailers of gRPC, by AWS's shape, for example {@code QueueDoesNotExist}. */
public final class ErrorTrailer {
    /** Absent when no Sluice node spoke. */
    public static final Metadata.Key<String> KEY =
            Metadata.Key.of("sluice-error-code", Metadata.ASCII_STRING_MARSHALLER);

    private ErrorTrailer() {}
}
