package io.sluice.node.cluster;

import io.sluice.node.model.NodeId;
import io.sluice.node.raft.ProposeFailure;
import io.sluice.peer.v1.Failure;
import io.sluice.peer.v1.FailureKind;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/** Failures on their way between nodes, and what came wrapped in futures. */
final class Failures {
    private Failures() {}

    /** The failure that a future completed with; what is no failure of ours leaves the outcome unknown. */
    static ProposeFailure of(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ProposeFailure failure) {
            return failure;
        }
        if (cause instanceof CancellationException) {
            return ProposeFailure.unknown("the call was cancelled");
        }
        return ProposeFailure.unknown(cause.toString());
    }

    static Failure toRecord(ProposeFailure failure) {
        Failure.Builder record = Failure.newBuilder()
                .setKind(
                        switch (failure.kind()) {
                            case NOT_LEADER -> FailureKind.FAILURE_KIND_NOT_LEADER;
                            case OVERLOADED -> FailureKind.FAILURE_KIND_OVERLOADED;
                            case UNKNOWN -> FailureKind.FAILURE_KIND_UNKNOWN;
                            case TIMED_OUT -> FailureKind.FAILURE_KIND_TIMED_OUT;
                        })
                .setDetail(String.valueOf(failure.getMessage()));
        failure.leader().ifPresent(leader -> record.setLeader(leader.value()));
        return record.build();
    }

    static ProposeFailure fromRecord(Failure record) {
        return switch (record.getKind()) {
            case FAILURE_KIND_NOT_LEADER ->
                ProposeFailure.notLeader(
                        record.getDetail(),
                        record.getLeader().isEmpty() ? Optional.empty() : Optional.of(new NodeId(record.getLeader())));
            case FAILURE_KIND_OVERLOADED -> ProposeFailure.overloaded(record.getDetail());
            case FAILURE_KIND_TIMED_OUT -> ProposeFailure.timedOut(record.getDetail());
            case FAILURE_KIND_UNKNOWN, FAILURE_KIND_UNSPECIFIED, UNRECOGNIZED ->
                ProposeFailure.unknown(record.getDetail());
        };
    }
}
