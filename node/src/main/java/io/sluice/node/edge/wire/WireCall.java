package io.sluice.node.edge.wire;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiMetrics;
import io.sluice.node.edge.call.Failures;
import io.sluice.node.edge.call.StatusMapping;
import io.sluice.node.edge.call.UnaryCalls.Begun;
import io.sluice.node.edge.wire.codec.Unreadable;
import io.sluice.node.edge.wire.shape.Constraints;
import io.sluice.node.edge.wire.shape.ServiceModel;
import io.sluice.node.edge.wire.shape.Structure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call from its decoding to its answer. */
record WireCall(Choice.Call choice, String requestId, ApiMetrics metrics) {
    /** An answer to come; cancelled when nobody waits for it any more. */
    record Running(CompletableFuture<Answer> answer, Runnable cancel) {}

    /**
     * Decodes, checks, and begins.
     *
     * @param invocation see {@link BoundOperation#begin}
     * @param traceHeader see there
     * @param origin see {@code ApiCall}
     */
    Running begin(String invocation, String traceHeader, Caller caller, Optional<String> origin) {
        ApiMetrics.Measure measure = metrics.begin(choice.operation().method());
        Faults faults = choice.service().faults();
        Structure input;
        try {
            input = choice.protocol().read(choice.operation().operation());
        } catch (Unreadable broken) {
            return refused(measure, faults.unreadable(broken.text()));
        }
        if (choice.service().model().json() == ServiceModel.Json.V1_1) {
            Optional<String> violated = Constraints.violated(input);
            if (violated.isPresent()) {
                return refused(measure, faults.invalid(violated.get()));
            }
        }
        Begun<Message> begun = choice.operation().begin(input, invocation, traceHeader, caller, origin);
        CompletableFuture<Answer> answer = begun.reply().handle((reply, thrown) -> answer(measure, reply, thrown));
        return new Running(answer, () -> {
            measure.end(Status.Code.CANCELLED);
            begun.call().cancel();
        });
    }

    private Running refused(ApiMetrics.Measure measure, WireFault fault) {
        measure.end(Status.Code.INVALID_ARGUMENT);
        Answer answer = choice.protocol().failure(fault, requestId);
        return new Running(CompletableFuture.completedFuture(answer), () -> {});
    }

    private Answer answer(ApiMetrics.Measure measure, @Nullable Message reply, @Nullable Throwable thrown) {
        if (reply == null) {
            ApiError error = Failures.error(thrown == null ? new IllegalStateException("no reply") : thrown);
            measure.end(StatusMapping.status(error).getCode());
            return choice.protocol().failure(choice.service().faults().of(error), requestId);
        }
        measure.end(Status.Code.OK);
        BoundOperation operation = choice.operation();
        return choice.protocol().success(operation.operation(), operation.output(reply), requestId);
    }
}
