package io.sluice.cluster.harness;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.sluice.client.transport.ErrorTrailer;
import java.util.Objects;

/**
 * What a call of gRPC was refused with.
 *
 * @param code AWS's shape of the error; {@code none} when no node spoke
 */
public record Refusal(String code, Status.Code status, String text) {
    /** What a call that failed was told. */
    public static Refusal of(StatusRuntimeException failure) {
        Metadata trailers = Objects.requireNonNullElseGet(failure.getTrailers(), Metadata::new);
        return new Refusal(
                Objects.requireNonNullElse(trailers.get(ErrorTrailer.KEY), "none"),
                failure.getStatus().getCode(),
                Objects.requireNonNullElse(failure.getStatus().getDescription(), ""));
    }

    /** What a call is told that must be refused. */
    public static Refusal of(Runnable call) {
        return of(catchThrowableOfType(StatusRuntimeException.class, call::run));
    }
}
