package io.sluice.cluster.harness;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.api.v1.QueueServiceGrpc.QueueServiceBlockingStub;
import io.sluice.cluster.check.Call;
import io.sluice.cluster.check.Outcome;
import io.sluice.cluster.harness.QueueCaller.Manner;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The attempts of one caller: each has an outcome, and after a failure the next one goes to the next node. */
final class Retries {
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(20);

    private final String actor;
    private final List<Endpoint> endpoints;
    private final StopSignal stop;
    private int current;

    Retries(String actor, List<Endpoint> endpoints, StopSignal stop) {
        this.actor = actor;
        this.endpoints = List.copyOf(endpoints);
        this.stop = stop;
        this.current = Math.floorMod(actor.hashCode(), endpoints.size());
    }

    /** The next attempt goes to the next node. */
    void moveOn() {
        current = (current + 1) % endpoints.size();
    }

    /**
     * Makes one logical call.
     *
     * @param deadline of each attempt
     * @param record is told of each attempt, with the answer if there was one
     * @return the answer, if there was one
     */
    <R> Optional<R> call(
            Manner manner,
            Duration deadline,
            Function<QueueServiceBlockingStub, R> body,
            BiConsumer<Call, Optional<R>> record) {
        long giveUp = System.nanoTime() + manner.budget().toNanos();
        do {
            Endpoint endpoint = endpoints.get(current);
            long invoke = System.nanoTime();
            try {
                R answer = body.apply(endpoint.queues(deadline));
                record.accept(ended(endpoint, manner, invoke, Outcome.OK, ""), Optional.of(answer));
                return Optional.of(answer);
            } catch (StatusRuntimeException e) {
                Status status = e.getStatus();
                Outcome outcome = outcome(status.getCode());
                record.accept(ended(endpoint, manner, invoke, outcome, status.toString()), Optional.empty());
                if (outcome == Outcome.FAIL && status.getCode() != Status.Code.RESOURCE_EXHAUSTED) {
                    return Optional.empty(); // the same call would be refused again
                }
                moveOn();
                stop.within(PAUSE_AFTER_FAILURE);
            }
        } while (!manner.requestId().isEmpty() && System.nanoTime() < giveUp && !stop.isGiven());
        return Optional.empty();
    }

    private Call ended(Endpoint endpoint, Manner manner, long invoke, Outcome outcome, String error) {
        return new Call(actor, endpoint.node(), manner.requestId(), invoke, System.nanoTime(), outcome, error);
    }

    /** What a status lets its caller believe. Unavailable may be a lost answer, so it is unknown. */
    static Outcome outcome(Status.Code code) {
        return switch (code) {
            case OK -> Outcome.OK;
            case INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    UNAUTHENTICATED,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED -> Outcome.FAIL;
            case CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS -> Outcome.UNKNOWN;
        };
    }

    /** The calls of those entries of a batch that failed, by entry. */
    static Map<String, Call> failures(Call call, List<BatchResultErrorEntry> failed) {
        Map<String, Call> calls = new HashMap<>();
        for (BatchResultErrorEntry entry : failed) {
            calls.put(
                    entry.getId(),
                    new Call(
                            call.actor(),
                            call.node(),
                            call.requestId(),
                            call.invokeNanos(),
                            call.completeNanos(),
                            entry.getSenderFault() ? Outcome.FAIL : Outcome.UNKNOWN,
                            entry.getCode() + " " + entry.getMessage()));
        }
        return calls;
    }
}
