package io.sluice.node.cluster;

import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.KnownTablet;
import io.sluice.node.command.Reply;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.Tablets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes this node's replicas of the tablets that the catalog names, each once: a replica that was
 * confirmed and is not there was lost with a disk, and an empty one must not take its place and vote.
 */
public final class ReplicaKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaKeeper.class);
    private static final long CONFIRM_SECONDS = 10;

    private final Members members;
    private final Tablets tablets;
    private final CatalogCache catalog;
    private final Router router;
    private boolean lossTold;

    /** A keeper of this node's replicas. */
    public ReplicaKeeper(Members members, Tablets tablets, CatalogCache catalog, Router router) {
        this.members = members;
        this.tablets = tablets;
        this.catalog = catalog;
        this.router = router;
    }

    /** Makes what is missing; called again and again, and blocks while it works. */
    public void tend() {
        Optional<Reply.Cluster> cluster = catalog.cluster();
        if (cluster.isEmpty()) {
            return;
        }
        List<NodeId> nodes =
                cluster.get().members().stream().map(Reply.Member::node).toList();
        List<TabletId> held = tablets.held();
        for (KnownTablet tablet : cluster.get().tablets()) {
            boolean confirmed = tablet.confirmed().contains(members.self());
            if (!confirmed) {
                make(tablet.tablet(), nodes);
            } else if (!held.contains(tablet.tablet()) && !lossTold) {
                lossTold = true;
                LOG.error(
                        "this node once held {} and does not any more: its disk was lost; replace the node",
                        tablet.tablet());
            }
        }
    }

    private void make(TabletId tablet, List<NodeId> nodes) {
        tablets.create(tablet, nodes).join();
        Reply reply = router.execute(
                        TabletId.CATALOG,
                        RequestId.NONE,
                        new CatalogCommand.ConfirmReplica(tablet, members.self()),
                        System.nanoTime() + TimeUnit.SECONDS.toNanos(CONFIRM_SECONDS),
                        OptionalLong.empty())
                .join();
        LOG.info("made a replica of {}: {}", tablet, reply);
    }
}
