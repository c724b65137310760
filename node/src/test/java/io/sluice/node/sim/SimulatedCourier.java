package io.sluice.node.sim;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries parcels of one tablet to another and never believes that it is the only one: several work
 * at a time, as those of a former and a new leader may. It reads, brings and settles with pauses at bad
 * times, so that what it brings may long be settled.
 */
final class SimulatedCourier {
    private static final int TIMEOUT_MILLIS = 700;
    private static final int IDLE_MILLIS_MIN = 20;
    private static final int IDLE_MILLIS_MAX = 3_000;

    private final TabletId home;
    private final TabletId to;
    private final Map<TabletId, SimulatedCluster> clusters;
    private final DeterministicTasks tasks;
    private final Chance chance;
    private final Heirs heirs;
    private int idleMillis = IDLE_MILLIS_MIN;
    private boolean ended;

    SimulatedCourier(
            TabletId home,
            TabletId to,
            Map<TabletId, SimulatedCluster> clusters,
            DeterministicTasks tasks,
            Chance chance,
            Heirs heirs) {
        this.home = home;
        this.to = to;
        this.clusters = clusters;
        this.tasks = tasks;
        this.chance = chance;
        this.heirs = heirs;
    }

    /** Who has the name of a queue that refuses, as far as the catalog says at that moment. */
    @FunctionalInterface
    interface Heirs {
        Optional<QueueCommand.Destination> of(ResourceId queue);
    }

    void begin() {
        tasks.after(chance.below(200), this::look);
    }

    void end() {
        ended = true;
    }

    private void look() {
        if (ended) {
            return;
        }
        Optional<Reply.Parcels> found = of(home).leader()
                .map(leader -> (Reply.Parcels)
                        leader.query(new Query.Outbox(to, 1 + chance.below(5), 1_000), tasks.nowMillis()))
                .filter(parcels -> !parcels.parcels().isEmpty());
        if (found.isEmpty()) {
            idleMillis = Math.min(IDLE_MILLIS_MAX, 2 * idleMillis);
            tasks.after(chance.below(idleMillis), this::look);
        } else {
            idleMillis = IDLE_MILLIS_MIN;
            tasks.after(chance.percent(5) ? chance.below(4_000) : chance.below(20), () -> bring(found.get()));
        }
    }

    private void bring(Reply.Parcels batch) {
        if (to.equals(TabletId.CATALOG)) {
            // The catalog takes whatever it is told, and has no queues.
            List<Long> refused = new ArrayList<>();
            for (int i = 0; i < batch.parcels().size(); i++) {
                if (batch.parcels().get(i) instanceof Parcel.Message) {
                    refused.add(batch.first() + i);
                }
            }
            settle(batch, new Reply.Accepted(refused));
            return;
        }
        TabletCommand.Accept accept = new TabletCommand.Accept(home, batch.first(), batch.parcels());
        propose(to, accept, reply -> settle(batch, (Reply.Accepted) reply));
    }

    private void settle(Reply.Parcels batch, Reply.Accepted accepted) {
        propose(
                home,
                new TabletCommand.Settle(
                        to,
                        batch.first(),
                        batch.parcels().size(),
                        accepted.refused(),
                        heirs(batch, accepted.refused())),
                reply -> look());
    }

    private List<TabletCommand.Heir> heirs(Reply.Parcels batch, List<Long> refused) {
        List<TabletCommand.Heir> found = new ArrayList<>();
        for (long sequence : refused) {
            Parcel.Message message = (Parcel.Message) batch.parcels().get((int) (sequence - batch.first()));
            heirs.of(message.to())
                    .ifPresent(heir -> found.add(new TabletCommand.Heir(sequence, heir.queue(), heir.tablet())));
        }
        return found;
    }

    /** Proposes, perhaps twice; looks again when no answer comes. */
    private void propose(TabletId tablet, Command command, Consumer<Reply> then) {
        boolean[] done = {false};
        Entry.Item item = new Entry.Item(RequestId.NONE, command);
        Consumer<Reply> once = reply -> {
            if (!done[0]) {
                done[0] = true;
                tasks.after(chance.below(20), () -> then.accept(reply));
            }
        };
        of(tablet).propose(item, once);
        if (chance.percent(10)) {
            tasks.after(chance.below(3_000), () -> of(tablet).propose(item, reply -> {}));
        }
        tasks.after(TIMEOUT_MILLIS, () -> {
            if (!done[0]) {
                done[0] = true;
                look();
            }
        });
    }

    private SimulatedCluster of(TabletId tablet) {
        return Optional.ofNullable(clusters.get(tablet)).orElseThrow();
    }
}
