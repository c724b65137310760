package io.sluice.node.machine.catalog;

import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Tx;
import io.sluice.node.state.catalog.CatalogTables;
import io.sluice.node.state.catalog.ClusterRow;
import io.sluice.node.state.catalog.NameRow;
import io.sluice.node.state.catalog.NodeRow;
import io.sluice.node.state.catalog.ResourceRow;
import io.sluice.node.state.catalog.ResourceRow.State;
import io.sluice.node.state.catalog.TabletRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names, numbers and places: what is where, and what may be made where. */
public final class CatalogMachine implements CatalogCommand.Rules<Turn, Reply> {
    private static final Keys.Only ONLY = new Keys.Only();
    private static final ResourceId NOBODY = new ResourceId(0);
    private static final Reply TOO_MANY_TABLETS =
            new Reply.Rejected(RejectionCode.TOO_MANY, "tablets: " + Limits.TABLETS_MAX);

    @Override
    public Reply form(CatalogCommand.Form command, Turn turn) {
        Tx tx = turn.tx();
        if (!fit(1, command.dataTablets())) {
            return TOO_MANY_TABLETS;
        }
        if (tx.get(CatalogTables.CLUSTER, ONLY).isEmpty()) {
            for (NodeId node : command.nodes()) {
                tx.put(CatalogTables.NODES, new Keys.Text(node.value()), new NodeRow(false));
            }
            tx.put(CatalogTables.TABLETS, new Keys.OfNumber(0), new TabletRow(command.nodes(), command.nodes(), 0));
            int next = 1;
            for (int i = 0; i < command.dataTablets(); i++) {
                tx.put(CatalogTables.TABLETS, new Keys.OfNumber(next++), new TabletRow(command.nodes(), List.of(), 0));
            }
            tx.put(
                    CatalogTables.CLUSTER,
                    ONLY,
                    new ClusterRow(command.clusterId(), command.secret(), 1, next, 0, 1, 1));
            turn.catalogChanged();
        }
        return Reply.Done.DONE;
    }

    @Override
    public Reply reserve(CatalogCommand.Reserve command, Turn turn) {
        Tx tx = turn.tx();
        Optional<ClusterRow> cluster = tx.get(CatalogTables.CLUSTER, ONLY);
        if (cluster.isEmpty()) {
            return new Reply.Rejected(RejectionCode.NOT_READY, "the cluster is not formed");
        }
        Keys.Text nameKey = CatalogTables.nameKey(command.name());
        Optional<NameRow> name = tx.get(CatalogTables.NAMES, nameKey);
        if (name.isPresent() && !name.get().resource().equals(NOBODY)) {
            ResourceRow row = resource(tx, name.get().resource()).orElseThrow();
            return new Reply.Placed(name.get().resource(), row.tablet(), row.state() == State.ACTIVE);
        }
        if (name.isPresent() && name.get().blockedUntilMillis() > turn.nowMillis()) {
            return new Reply.Rejected(
                    RejectionCode.DELETED_RECENTLY, command.name().name());
        }
        if (cluster.get().resources() >= Limits.RESOURCES_MAX) {
            return new Reply.Rejected(RejectionCode.TOO_MANY, "resources: " + Limits.RESOURCES_MAX);
        }
        Optional<TabletId> tablet = emptiestReady(tx);
        if (tablet.isEmpty()) {
            return new Reply.Rejected(RejectionCode.NOT_READY, "no data tablet is ready yet");
        }
        ResourceId resource = new ResourceId(cluster.get().nextResource());
        tx.put(
                CatalogTables.CLUSTER,
                ONLY,
                cluster.get().withResources(resource.value() + 1, cluster.get().resources() + 1));
        tx.put(CatalogTables.NAMES, nameKey, new NameRow(resource, 0));
        tx.put(
                CatalogTables.RESOURCES,
                new Keys.OfResource(resource),
                new ResourceRow(command.name(), tablet.get(), State.RESERVED));
        count(tx, tablet.get(), 1);
        turn.catalogChanged();
        return new Reply.Placed(resource, tablet.get(), false);
    }

    @Override
    public Reply activate(CatalogCommand.Activate command, Turn turn) {
        return change(command.resource(), State.RESERVED, State.ACTIVE, turn);
    }

    @Override
    public Reply retire(CatalogCommand.Retire command, Turn turn) {
        Optional<ResourceRow> row = resource(turn.tx(), command.resource());
        if (row.isEmpty() || row.get().state() == State.RETIRED) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        Blocks.add(CatalogTables.nameKey(row.get().name()), turn);
        turn.tx().put(CatalogTables.RETIRED, new Keys.OfResource(command.resource()), Mark.MARK);
        CatalogPost.unlink(turn.tx(), command.resource());
        ActiveMoves.forget(row.get().name(), turn);
        return change(command.resource(), row.get().state(), State.RETIRED, turn);
    }

    @Override
    public Reply forget(CatalogCommand.Forget command, Turn turn) {
        Tx tx = turn.tx();
        Optional<ResourceRow> row = resource(tx, command.resource());
        if (row.isPresent() && row.get().state() == State.RETIRED) {
            tx.delete(CatalogTables.RESOURCES, new Keys.OfResource(command.resource()));
            tx.delete(CatalogTables.RETIRED, new Keys.OfResource(command.resource()));
            count(tx, row.get().tablet(), -1);
            ClusterRow cluster = tx.get(CatalogTables.CLUSTER, ONLY).orElseThrow();
            tx.put(CatalogTables.CLUSTER, ONLY, cluster.withResources(cluster.nextResource(), cluster.resources() - 1));
            turn.catalogChanged();
        }
        return Reply.Done.DONE;
    }

    @Override
    public Reply addTablets(CatalogCommand.AddTablets command, Turn turn) {
        Tx tx = turn.tx();
        Optional<ClusterRow> cluster = tx.get(CatalogTables.CLUSTER, ONLY);
        if (cluster.isEmpty()) {
            return new Reply.Rejected(RejectionCode.NOT_READY, "the cluster is not formed");
        }
        int next = cluster.get().nextTablet();
        if (!fit(next, command.count())) {
            return TOO_MANY_TABLETS;
        }
        List<NodeId> members = tx.get(CatalogTables.TABLETS, new Keys.OfNumber(0))
                .orElseThrow()
                .members();
        List<TabletId> added = new ArrayList<>();
        for (int i = 0; i < command.count(); i++) {
            tx.put(CatalogTables.TABLETS, new Keys.OfNumber(next), new TabletRow(members, List.of(), 0));
            added.add(new TabletId(next++));
        }
        tx.put(CatalogTables.CLUSTER, ONLY, cluster.get().withNextTablet(next));
        turn.catalogChanged();
        return new Reply.TabletsAdded(added);
    }

    @Override
    public Reply confirmReplica(CatalogCommand.ConfirmReplica command, Turn turn) {
        Keys.OfNumber key = new Keys.OfNumber(command.tablet().value());
        Optional<TabletRow> row = turn.tx().get(CatalogTables.TABLETS, key);
        if (row.isEmpty()) {
            return new Reply.Rejected(
                    RejectionCode.RESOURCE_MISSING, command.tablet().toString());
        }
        if (!row.get().members().contains(command.node())) {
            return new Reply.Rejected(
                    RejectionCode.RESOURCE_MISSING, command.node().value());
        }
        if (!row.get().confirmed().contains(command.node())) {
            List<NodeId> confirmed = new ArrayList<>(row.get().confirmed());
            confirmed.add(command.node());
            turn.tx()
                    .put(
                            CatalogTables.TABLETS,
                            key,
                            new TabletRow(
                                    row.get().members(), confirmed, row.get().resources()));
            turn.catalogChanged();
        }
        return Reply.Done.DONE;
    }

    @Override
    public Reply setDraining(CatalogCommand.SetDraining command, Turn turn) {
        Keys.Text key = new Keys.Text(command.node().value());
        if (turn.tx().get(CatalogTables.NODES, key).isEmpty()) {
            return new Reply.Rejected(
                    RejectionCode.RESOURCE_MISSING, command.node().value());
        }
        turn.tx().put(CatalogTables.NODES, key, new NodeRow(command.draining()));
        turn.catalogChanged();
        return Reply.Done.DONE;
    }

    @Override
    public Reply reserveMove(CatalogCommand.ReserveMove command, Turn turn) {
        return resource(turn.tx(), command.resource())
                .filter(row -> row.state() == State.ACTIVE)
                .map(row -> ActiveMoves.reserve(row.name(), turn))
                .orElseGet(() -> new Reply.Rejected(RejectionCode.RESOURCE_MISSING, ""));
    }

    @Override
    public Reply unblock(CatalogCommand.Unblock command, Turn turn) {
        Blocks.clear(turn);
        return Reply.Done.DONE;
    }

    @Override
    public Reply putKey(CatalogCommand.PutKey command, Turn turn) {
        return AccessKeys.put(command, turn);
    }

    @Override
    public Reply dropKey(CatalogCommand.DropKey command, Turn turn) {
        return AccessKeys.drop(command, turn);
    }

    @Override
    public Reply noteKeyUses(CatalogCommand.NoteKeyUses command, Turn turn) {
        return AccessKeys.noteUses(command, turn);
    }

    /** Whether so many tablets may be added; compared so that no count, however large, overflows. */
    private static boolean fit(int next, int count) {
        return count >= 0 && count <= Limits.TABLETS_MAX - next;
    }

    private static Reply change(ResourceId resource, State from, State to, Turn turn) {
        Optional<ResourceRow> row = resource(turn.tx(), resource);
        if (row.isEmpty() || (row.get().state() != from && row.get().state() != to)) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        turn.tx()
                .put(
                        CatalogTables.RESOURCES,
                        new Keys.OfResource(resource),
                        new ResourceRow(row.get().name(), row.get().tablet(), to));
        turn.catalogChanged();
        return Reply.Done.DONE;
    }

    /** The ready data tablet with the fewest resources; of equals the one with the smallest number. */
    private static Optional<TabletId> emptiestReady(Tx tx) {
        long[] best = {0, Long.MAX_VALUE};
        tx.scan(CatalogTables.TABLETS, new Keys.OfNumber(1), new Keys.OfNumber(-1L), (key, row) -> {
            if (row.ready() && row.resources() < best[1]) {
                best[0] = key.value();
                best[1] = row.resources();
            }
            return true;
        });
        return best[0] == 0 ? Optional.empty() : Optional.of(new TabletId((int) best[0]));
    }

    private static void count(Tx tx, TabletId tablet, int change) {
        Keys.OfNumber key = new Keys.OfNumber(tablet.value());
        TabletRow row = tx.get(CatalogTables.TABLETS, key).orElseThrow();
        tx.put(CatalogTables.TABLETS, key, new TabletRow(row.members(), row.confirmed(), row.resources() + change));
    }

    private static Optional<ResourceRow> resource(Tx tx, ResourceId resource) {
        return tx.get(CatalogTables.RESOURCES, new Keys.OfResource(resource));
    }
}
