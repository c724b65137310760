package io.sluice.client.fake;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.sluice.client.transport.ErrorTrailer;

/** What the fake refuses with, as a node does. */
final class Refusals {
    private Refusals() {}

    static StatusRuntimeException coded(Status status, String code, String text) {
        Metadata trailers = new Metadata();
        trailers.put(ErrorTrailer.KEY, code);
        return status.withDescription(text).asRuntimeException(trailers);
    }

    static StatusRuntimeException noQueue() {
        return coded(Status.NOT_FOUND, "QueueDoesNotExist", "The specified queue does not exist.");
    }
}
