package io.sluice.node.cluster;

import io.netty.util.Timer;
import io.sluice.node.cluster.Administration.Refusal.Reason;
import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.Command;
import io.sluice.node.command.KnownTablet;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.ProposeFailure;
import io.sluice.peer.v1.ReplicaReport;
import io.sluice.peer.v1.StatusResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Answers for the whole cluster from any node: asks every node how it is, and the catalog for what shall be. */
public final class ClusterAdministration implements Administration {
    private static final String LEADER = "LEADER";
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final Members members;
    private final Router router;
    private final Survey survey;
    private final LeadTransfers transfers;
    private final ReplicaComparison comparison;
    private final Timer timer;

    /** Administration through this node. */
    public ClusterAdministration(
            Members members,
            Router router,
            Survey survey,
            LeadTransfers transfers,
            ReplicaComparison comparison,
            Timer timer) {
        this.members = members;
        this.router = router;
        this.survey = survey;
        this.transfers = transfers;
        this.comparison = comparison;
        this.timer = timer;
    }

    @Override
    public CompletableFuture<ClusterStatus> nodes(long deadlineNanos) {
        return cluster(deadlineNanos).thenCombine(survey.take(), this::nodes);
    }

    @Override
    public CompletableFuture<List<TabletStatus>> tablets(long deadlineNanos) {
        return cluster(deadlineNanos)
                .thenCombine(
                        survey.take(),
                        (cluster, statuses) -> cluster.tablets().stream()
                                .map(tablet -> tablet(tablet, statuses))
                                .toList());
    }

    @Override
    public CompletableFuture<Void> transfer(TabletId tablet, NodeId to, long deadlineNanos) {
        if (!members.all().contains(to)) {
            return CompletableFuture.failedFuture(new Refusal(Reason.MISSING, "there is no node " + to));
        }
        Optional<NodeId> from = router.leaderOf(tablet);
        if (from.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new Refusal(Reason.CONFLICT, "no leader of " + tablet + " is known; look again in a moment"));
        }
        if (from.get().equals(to)) {
            return CompletableFuture.completedFuture(null);
        }
        return transfers
                .transfer(tablet, from.get(), to)
                .thenCompose(done -> until(
                        () -> router.leaderOf(tablet).equals(Optional.of(to)),
                        deadlineNanos,
                        () -> to + " does not lead " + tablet + " yet"));
    }

    @Override
    public CompletableFuture<Integer> drain(NodeId node, boolean undrain, long deadlineNanos) {
        return tabletsLed(node)
                .thenCompose(before -> execute(
                                new CatalogCommand.SetDraining(node, !undrain), RequestId.NONE, deadlineNanos)
                        .thenCompose(reply -> {
                            if (reply instanceof Reply.Rejected) {
                                throw new Refusal(Reason.MISSING, "there is no node " + node);
                            }
                            return undrain
                                    ? CompletableFuture.completedFuture(0)
                                    : drained(node, deadlineNanos).thenApply(done -> before.intValue());
                        }));
    }

    @Override
    public CompletableFuture<List<TabletId>> addTablets(int count, RequestId requestId, long deadlineNanos) {
        return execute(new CatalogCommand.AddTablets(count), requestId, deadlineNanos)
                .thenApply(reply -> {
                    if (reply instanceof Reply.TabletsAdded added) {
                        return added.tablets();
                    }
                    String why = reply instanceof Reply.Rejected rejected ? rejected.detail() : reply.toString();
                    throw new Refusal(Reason.CONFLICT, "no tablets were added; the bound is " + why);
                });
    }

    @Override
    public CompletableFuture<Comparison> compare(TabletId tablet, long deadlineNanos) {
        return cluster(deadlineNanos).thenCompose(cluster -> {
            if (cluster.tablets().stream().noneMatch(known -> known.tablet().equals(tablet))) {
                throw new Refusal(Reason.MISSING, "there is no " + tablet);
            }
            return comparison.compare(tablet, deadlineNanos);
        });
    }

    private CompletableFuture<Void> drained(NodeId node, long deadlineNanos) {
        return tabletsLed(node).thenCompose(led -> {
            if (led == 0) {
                return CompletableFuture.completedFuture(null);
            }
            if (System.nanoTime() - deadlineNanos > 0) {
                throw ProposeFailure.timedOut(node + " still leads " + led + " tablets; they keep moving");
            }
            return later().thenCompose(waited -> drained(node, deadlineNanos));
        });
    }

    private CompletableFuture<Long> tabletsLed(NodeId node) {
        return survey.take().thenApply(statuses -> {
            StatusResponse status = statuses.get(node);
            return status == null ? 0L : led(status);
        });
    }

    private CompletableFuture<Void> until(BooleanSupplier holds, long deadlineNanos, Supplier<String> obstacle) {
        if (holds.getAsBoolean()) {
            return CompletableFuture.completedFuture(null);
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            return CompletableFuture.failedFuture(ProposeFailure.timedOut(obstacle.get()));
        }
        return later().thenCompose(waited -> until(holds, deadlineNanos, obstacle));
    }

    private CompletableFuture<Void> later() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        var unused = timer.newTimeout(timeout -> later.complete(null), LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        return later;
    }

    private CompletableFuture<Reply> execute(Command command, RequestId requestId, long deadlineNanos) {
        return router.execute(TabletId.CATALOG, requestId, command, deadlineNanos, OptionalLong.empty());
    }

    private CompletableFuture<Reply.Cluster> cluster(long deadlineNanos) {
        return router.query(TabletId.CATALOG, new Query.DescribeCluster(), deadlineNanos)
                .thenApply(reply -> {
                    if (reply instanceof Reply.Cluster cluster) {
                        return cluster;
                    }
                    throw ProposeFailure.unknown("the catalog answered " + reply);
                });
    }

    private ClusterStatus nodes(Reply.Cluster cluster, SortedMap<NodeId, StatusResponse> statuses) {
        List<NodeStatus> nodes = new ArrayList<>();
        for (NodeId node : members.all()) {
            NodeAddress address = members.address(node);
            boolean draining =
                    cluster.members().stream().anyMatch(member -> member.node().equals(node) && member.draining());
            StatusResponse status = statuses.get(node);
            StatusResponse known = status == null ? StatusResponse.getDefaultInstance() : status;
            nodes.add(new NodeStatus(
                    node,
                    address.grpc(),
                    address.http(),
                    address.peer(),
                    status != null,
                    draining,
                    (int) led(known),
                    known.getReplicasCount(),
                    known.getUptimeMillis(),
                    known.getVersion()));
        }
        return new ClusterStatus(cluster.clusterId(), nodes);
    }

    private TabletStatus tablet(KnownTablet tablet, SortedMap<NodeId, StatusResponse> statuses) {
        Optional<NodeId> leader = Optional.empty();
        long term = 0;
        long commit = 0;
        for (var one : statuses.entrySet()) {
            Optional<ReplicaReport> report = report(one.getValue(), tablet.tablet());
            // Two nodes may call themselves leader for a moment: the higher term is right.
            if (report.isPresent()
                    && report.get().getRole().equals(LEADER)
                    && report.get().getReady()
                    && report.get().getTerm() >= term) {
                leader = Optional.of(one.getKey());
                term = report.get().getTerm();
                commit = report.get().getCommitIndex();
            }
        }
        List<ReplicaStatus> replicas = new ArrayList<>();
        for (NodeId node : members.all()) {
            Optional<ReplicaReport> report =
                    Optional.ofNullable(statuses.get(node)).flatMap(status -> report(status, tablet.tablet()));
            ReplicaReport known = report.orElseGet(ReplicaReport::getDefaultInstance);
            long lag = report.isPresent() ? Math.max(0, commit - known.getAppliedIndex()) : 0;
            replicas.add(new ReplicaStatus(
                    node,
                    report.isPresent(),
                    known.getRole(),
                    known.getCommitIndex(),
                    known.getAppliedIndex(),
                    known.getSnapshotIndex(),
                    lag));
        }
        return new TabletStatus(tablet.tablet(), leader, term, tablet.resources(), replicas);
    }

    private static Optional<ReplicaReport> report(StatusResponse status, TabletId tablet) {
        return status.getReplicasList().stream()
                .filter(replica -> replica.getTablet() == tablet.value())
                .findFirst();
    }

    private static long led(StatusResponse status) {
        return status.getReplicasList().stream()
                .filter(replica -> replica.getRole().equals(LEADER))
                .count();
    }
}
