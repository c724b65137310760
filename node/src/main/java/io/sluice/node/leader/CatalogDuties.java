package io.sluice.node.leader;

import io.sluice.node.cluster.LeadTransfers;
import io.sluice.node.cluster.Router;
import io.sluice.node.cluster.Survey;
import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.Command;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.Tablets;
import io.sluice.peer.v1.ReplicaReport;
import io.sluice.peer.v1.StatusResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the leader of the catalog does for the cluster, round by round: writes down the cluster's
 * identity, drops the rows of deleted resources and their names, keeps leads spread, and sees that no
 * replica is left behind. Every step may be done twice
 * without harm, for two nodes may each believe to lead for a moment.
 */
public final class CatalogDuties {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogDuties.class);
    private static final long STEP_SECONDS = 10;

    /** A replica this far behind its leader is not given the lead. */
    private static final long LAG_ENTRIES_MAX = 1_000;

    private final Tablets tablets;
    private final Router router;
    private final Survey survey;
    private final LeadTransfers transfers;
    private final Supplier<CatalogCommand.Form> form;
    private final Stragglers stragglers = new Stragglers();
    private final FailedMoves failed = new FailedMoves();
    private Optional<Balance.Move> seenBefore = Optional.empty();

    /** Duties; {@code form} makes the command that writes down the cluster's identity. */
    public CatalogDuties(
            Tablets tablets,
            Router router,
            Survey survey,
            LeadTransfers transfers,
            Supplier<CatalogCommand.Form> form) {
        this.tablets = tablets;
        this.router = router;
        this.survey = survey;
        this.transfers = transfers;
        this.form = form;
    }

    /** One round; blocks while it works, and does nothing on a node that does not lead the catalog. */
    public void round() {
        if (!tablets.leads(TabletId.CATALOG)) {
            seenBefore = Optional.empty();
            return;
        }
        Reply reply =
                tablets.query(TabletId.CATALOG, new Query.DescribeCluster()).join();
        if (!(reply instanceof Reply.Cluster cluster)) {
            return;
        }
        if (cluster.clusterId().isEmpty()) {
            execute(TabletId.CATALOG, form.get());
            return;
        }
        for (Reply.Retired retired : cluster.retired()) {
            execute(retired.tablet(), new TabletCommand.DropResource(retired.resource()));
            execute(TabletId.CATALOG, new CatalogCommand.Forget(retired.resource()));
        }
        if (cluster.unblockable()) {
            execute(TabletId.CATALOG, new CatalogCommand.Unblock());
        }
        SortedMap<NodeId, StatusResponse> statuses = survey.take().join();
        balance(cluster, statuses);
        for (TabletId tablet : stragglers.look(statuses)) {
            LOG.info("passes an entry on for a replica that stands still tablet={}", tablet);
            execute(tablet, new TabletCommand.Pass());
        }
    }

    private void balance(Reply.Cluster cluster, SortedMap<NodeId, StatusResponse> statuses) {
        Set<NodeId> unfit = unfit(cluster.members(), statuses);
        SortedMap<TabletId, NodeId> leaders = new TreeMap<>();
        statuses.forEach((node, status) -> status.getReplicasList().forEach(replica -> {
            if (replica.getRole().equals("LEADER")) {
                leaders.put(new TabletId(replica.getTablet()), node);
            }
        }));
        Map<TabletId, Long> commits = Stragglers.commits(statuses);
        Map<TabletId, Set<NodeId>> caughtUp = new HashMap<>();
        statuses.forEach((node, status) -> {
            for (ReplicaReport replica : status.getReplicasList()) {
                TabletId tablet = new TabletId(replica.getTablet());
                if (replica.getAppliedIndex() >= commits.getOrDefault(tablet, Long.MAX_VALUE) - LAG_ENTRIES_MAX) {
                    caughtUp.computeIfAbsent(tablet, any -> new TreeSet<>()).add(node);
                }
            }
        });
        failed.leaveOut(caughtUp);
        Optional<Balance.Move> move = Balance.next(leaders, statuses.keySet(), unfit, caughtUp);
        // Only what two rounds agree on: right after a node comes or goes the picture changes by itself.
        if (move.isPresent()
                && (move.equals(seenBefore) || unfit.contains(move.get().from()))) {
            LOG.info("moves the lead of {}", move.get());
            Optional<Throwable> failure = transfers
                    .transfer(move.get().tablet(), move.get().from(), move.get().to())
                    .handle((moved, thrown) -> Optional.ofNullable(thrown))
                    .join();
            failure.ifPresent(thrown -> {
                LOG.warn("the lead did not move: {}", thrown.toString());
                failed.note(move.get());
            });
        }
        seenBefore = move;
    }

    /** Nodes that shall lead nothing: drained ones, and those whose disk is nearly full, for they take no commands. */
    static Set<NodeId> unfit(List<Reply.Member> members, Map<NodeId, StatusResponse> statuses) {
        Set<NodeId> unfit = new TreeSet<>();
        members.stream().filter(Reply.Member::draining).map(Reply.Member::node).forEach(unfit::add);
        statuses.forEach((node, status) -> {
            if (status.getDiskLow()) {
                unfit.add(node);
            }
        });
        return unfit;
    }

    private void execute(TabletId tablet, Command command) {
        var unused = router.execute(
                        tablet,
                        RequestId.NONE,
                        command,
                        System.nanoTime() + TimeUnit.SECONDS.toNanos(STEP_SECONDS),
                        OptionalLong.empty())
                .join();
    }
}
