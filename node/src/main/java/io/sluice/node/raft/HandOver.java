package io.sluice.node.raft;

import io.sluice.node.command.Command;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServer.Division;

/**
 * Hands the lead of a tablet to a follower. While Ratis does so the tablet takes no commands, for as long as
 * {@link #TRANSFER_MILLIS} when it fails; so it is asked for only when the follower has confirmed the end of the log.
 */
final class HandOver {
    /** Ratis gives up after this long. */
    private static final long TRANSFER_MILLIS = 3_000;

    /** How long a follower may take to confirm the end of the log. */
    private static final long CONFIRM_MILLIS = 1_000;

    private static final long LOOK_MILLIS = 10;
    private static final Executor LATER = CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS);

    private final HostedTablet led;
    private final RaftServer server;
    private final Division division;
    private final LogSubmit submit;

    private HandOver(HostedTablet led, RaftServer server, Division division, LogSubmit submit) {
        this.led = led;
        this.server = server;
        this.division = division;
        this.submit = submit;
    }

    /** A follower as its leader knows it; {@code match} is the last entry that it is known to hold, or -1. */
    private record Follower(NodeId node, long silentMillis, long match) {}

    /** Hands the lead to a node; fails when that is impossible, or did not happen in time. */
    static CompletableFuture<Void> to(NodeId node, HostedTablet led, RaftServer server, LogSubmit submit) {
        return of(led, server, submit)
                .map(handOver -> handOver.passTo(node))
                .orElseGet(() -> CompletableFuture.failedFuture(notLed(led)));
    }

    /** Hands the lead to the follower that this leader has heard from last. */
    static CompletableFuture<Void> toNearest(HostedTablet led, RaftServer server, LogSubmit submit) {
        return of(led, server, submit)
                .flatMap(handOver -> handOver.followers().stream()
                        .min(Comparator.comparingLong(Follower::silentMillis))
                        .map(nearest -> handOver.passTo(nearest.node())))
                .orElseGet(() -> CompletableFuture.failedFuture(notLed(led)));
    }

    private static Optional<HandOver> of(HostedTablet led, RaftServer server, LogSubmit submit) {
        return Optional.ofNullable(led.stateMachine().division())
                .filter(division -> led.leads() && division.getInfo().isLeader())
                .map(division -> new HandOver(led, server, division, submit));
    }

    private static ProposeFailure notLed(HostedTablet tablet) {
        return ProposeFailure.notLeader("this node does not lead " + tablet.tablet(), tablet.leader());
    }

    private CompletableFuture<Void> passTo(NodeId node) {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONFIRM_MILLIS);
        return pass().thenCompose(passed -> confirm(node, end(), deadlineNanos))
                .thenCompose(confirmed -> transfer(node));
    }

    /**
     * Adds an entry that changes nothing. A leader learns how far a follower is from what it sends, and to one that
     * came back and misses nothing it sends nothing: an idle tablet would never be handed over to it (Ratis 3.3.0:
     * heartbeats leave {@code FollowerInfo.getMatchIndex} at -1). That the entry is refused, as on a full disk, need
     * not matter.
     */
    private CompletableFuture<Boolean> pass() {
        Command pass = new TabletCommand.Pass();
        return led.propose(RequestId.NONE, pass, EntryCodec.encodeItem(RequestId.NONE, pass))
                .orTimeout(CONFIRM_MILLIS, TimeUnit.MILLISECONDS)
                .handle((reply, failure) -> failure == null);
    }

    private long end() {
        return division.getRaftLog().getNextIndex() - 1;
    }

    private CompletableFuture<Boolean> confirm(NodeId node, long end, long deadlineNanos) {
        OptionalLong match = followers().stream()
                .filter(follower -> follower.node().equals(node))
                .mapToLong(Follower::match)
                .findFirst();
        if (match.isPresent() && match.getAsLong() >= end) {
            return CompletableFuture.completedFuture(true);
        }
        if (match.isEmpty() || System.nanoTime() - deadlineNanos >= 0) {
            return CompletableFuture.failedFuture(failure(node, "it has not confirmed the end of the log"));
        }
        return CompletableFuture.supplyAsync(() -> true, LATER).thenCompose(later -> confirm(node, end, deadlineNanos));
    }

    private CompletableFuture<Void> transfer(NodeId node) {
        TransferLeadershipRequest request = new TransferLeadershipRequest(
                submit.clientId(),
                server.getId(),
                led.group(),
                submit.nextCallId(),
                GroupIds.peerId(node),
                TRANSFER_MILLIS);
        CompletableFuture<RaftClientReply> answer;
        try {
            answer = server.transferLeadershipAsync(request);
        } catch (IOException | RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.handle(Failures::cause)
                .thenCompose(cause -> cause == null
                        ? CompletableFuture.allOf()
                        : CompletableFuture.failedFuture(failure(node, Failures.text(cause))));
    }

    private ProposeFailure failure(NodeId node, String reason) {
        return ProposeFailure.unknown("cannot transfer " + led.tablet() + " to " + node + ": " + reason);
    }

    /** Ratis tells of its followers in two lists of one order; both are empty when the lead is lost meanwhile. */
    private List<Follower> followers() {
        DivisionInfo info = division.getInfo();
        List<ServerRpcProto> heard = info.getRoleInfoProto().getLeaderInfo().getFollowerInfoList();
        long[] matches = info.getFollowerMatchIndices();
        if (matches == null || matches.length != heard.size()) {
            return List.of();
        }
        return IntStream.range(0, matches.length)
                .mapToObj(i -> new Follower(
                        new NodeId(heard.get(i).getId().getId().toStringUtf8()),
                        heard.get(i).getLastRpcElapsedTimeMs(),
                        matches[i]))
                .toList();
    }
}
