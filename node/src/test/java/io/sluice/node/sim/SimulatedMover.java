package io.sluice.node.sim;

import io.sluice.node.command.BrowseEntry;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.Limits;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import java.util.OptionalLong;

/**
 * Keeps moves going as a leader does, and worse: what a redrive's look has found is proposed late, by a leader that
 * leads no more, or twice.
 */
final class SimulatedMover {
    private final DeterministicTasks tasks;
    private final Chance chance;

    SimulatedMover(DeterministicTasks tasks, Chance chance) {
        this.tasks = tasks;
        this.chance = chance;
    }

    /** Goes a step on, if one is due. */
    void goOn(SimulatedCluster cluster, ResourceId queue) {
        cluster.propose(new Entry.Item(RequestId.NONE, new TabletCommand.MoveOn(queue)), reply -> {
            if (reply instanceof Reply.Pick pick) {
                tasks.after(soon(), () -> look(cluster, queue, pick));
            }
        });
    }

    private int soon() {
        return chance.percent(10) ? chance.below(2_000) : chance.below(30);
    }

    private void look(SimulatedCluster cluster, ResourceId queue, Reply.Pick pick) {
        Query look = new Query.Browse(
                queue,
                pick.picking().filter(),
                pick.picking().cursor(),
                OptionalLong.empty(),
                pick.most(),
                Limits.MOVED_BYTES_PER_TURN_MAX,
                1 + chance.below(20));
        cluster.leader()
                .map(leader -> leader.query(look, tasks.nowMillis()))
                .filter(Reply.Browsed.class::isInstance)
                .map(Reply.Browsed.class::cast)
                .ifPresent(seen -> tasks.after(soon(), () -> picked(cluster, queue, pick, seen)));
    }

    private void picked(SimulatedCluster cluster, ResourceId queue, Reply.Pick pick, Reply.Browsed seen) {
        Entry.Item item = new Entry.Item(
                RequestId.NONE,
                new QueueCommand.MovePicked(
                        queue,
                        pick.number(),
                        pick.picking().cursor(),
                        seen.messages().stream().map(BrowseEntry::sequence).toList(),
                        seen.next(),
                        seen.more(),
                        seen.scanned()));
        cluster.propose(item, reply -> {});
        if (chance.percent(10)) {
            tasks.after(chance.below(12_000), () -> cluster.propose(item, reply -> {}));
        }
    }
}
