package io.sluice.node.cluster;

import io.grpc.Status;
import io.netty.util.Timer;
import io.sluice.node.cluster.Comparison.Compared;
import io.sluice.node.cluster.Comparison.Verdict;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.Position;
import io.sluice.node.state.StateDigest;
import io.sluice.peer.v1.DigestReplicaRequest;
import io.sluice.peer.v1.DigestReplicaResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks every node for a digest of its replica until they can be compared. */
public final class ReplicaComparison {
    /** Rounds of one comparison: who writes all the time is told so instead of having all rows read for ever. */
    private static final int ROUNDS_MAX = 10;

    private static final long PAUSE_MILLIS = 300;

    /** Kept back for the answer's way to the caller. */
    private static final long ANSWER_MILLIS = 300;

    private final Members members;
    private final PeerLinks links;
    private final ReplicaDigests own;
    private final Timer timer;

    /** Comparisons from this node. */
    public ReplicaComparison(Members members, PeerLinks links, ReplicaDigests own, Timer timer) {
        this.members = members;
        this.links = links;
        this.own = own;
        this.timer = timer;
    }

    /** Compares all replicas of a tablet; a replica that cannot be had is part of the answer, not a failure. */
    public CompletableFuture<Comparison> compare(TabletId tablet, long deadlineNanos) {
        return round(tablet, deadlineNanos, 1);
    }

    private CompletableFuture<Comparison> round(TabletId tablet, long deadlineNanos, int number) {
        long began = System.nanoTime();
        return ask(tablet, deadlineNanos).thenCompose(found -> {
            long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            boolean timeForAnother = millisLeft(deadlineNanos) > PAUSE_MILLIS + tookMillis;
            if (found.verdict() != Verdict.INCOMPARABLE || number == ROUNDS_MAX || !timeForAnother) {
                return CompletableFuture.completedFuture(found);
            }
            return later().thenCompose(waited -> round(tablet, deadlineNanos, number + 1));
        });
    }

    private CompletableFuture<Void> later() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        var unused = timer.newTimeout(timeout -> later.complete(null), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return later;
    }

    private CompletableFuture<Comparison> ask(TabletId tablet, long deadlineNanos) {
        long millis = Math.max(1, millisLeft(deadlineNanos));
        List<CompletableFuture<Compared>> asked = new ArrayList<>();
        for (NodeId node : members.all()) {
            CompletableFuture<ReplicaDigest> digest =
                    node.equals(members.self()) ? ownDigest(tablet, millis) : digestOf(node, tablet, millis);
            asked.add(digest.handle((found, failure) -> compared(node, found, failure)));
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(done -> Comparison.of(
                        asked.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<ReplicaDigest> ownDigest(TabletId tablet, long millis) {
        // Done for whatever reason, it is computed no further.
        return own.of(tablet).orTimeout(millis, TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<ReplicaDigest> digestOf(NodeId node, TabletId tablet, long millis) {
        CompletableFuture<DigestReplicaResponse> answer = new CompletableFuture<>();
        links.to(node)
                .stub(millis)
                .digestReplica(
                        DigestReplicaRequest.newBuilder()
                                .setTablet(tablet.value())
                                .build(),
                        Survey.into(answer));
        return answer.thenApply(digest -> new ReplicaDigest(
                new Position(digest.getTerm(), digest.getIndex()),
                new StateDigest(digest.getSha256(), digest.getRows())));
    }

    private static Compared compared(NodeId node, @Nullable ReplicaDigest digest, @Nullable Throwable failure) {
        return failure == null
                ? new Compared(node, Optional.ofNullable(digest), "")
                : new Compared(node, Optional.empty(), problem(failure));
    }

    private static String problem(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        Status status = Status.fromThrowable(cause);
        return switch (status.getCode()) {
            case UNKNOWN -> cause instanceof TimeoutException ? "not in time" : text(cause);
            case DEADLINE_EXCEEDED -> "not in time";
            case UNIMPLEMENTED -> "its software is older and computes no digests";
            default -> status.getDescription() == null ? status.getCode().toString() : status.getDescription();
        };
    }

    private static String text(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }

    private static long millisLeft(long deadlineNanos) {
        return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()) - ANSWER_MILLIS;
    }
}
