package io.sluice.node.machine.queue;

import io.sluice.node.command.Reply;
import io.sluice.node.machine.Look;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.FifoGroupRow;
import io.sluice.node.state.queue.FifoTables;
import io.sluice.node.state.queue.QueueTables;

/** Answers what is asked about a FIFO queue, where it differs from a standard one. */
final class FifoQueries {
    private FifoQueries() {}

    /** Messages behind a blocked group count as visible (AWS does so too), and so do leases that have run out. */
    static Reply described(FifoLedger ledger, Look look) {
        QueueLedger base = ledger.base;
        long expired = expired(base, look);
        long ripe = ripe(ledger, look);
        Lapsed lapsed = Lapsed.of(base, look);
        return new Reply.QueueDescribed(
                base.settings.row().name(),
                base.settings.row().attributes(),
                base.settings.row().createdMillis(),
                base.settings.row().modifiedMillis(),
                base.returned + expired + ripe - lapsed.visible(),
                base.leased - expired - lapsed.inFlight(),
                base.delayed - ripe - lapsed.delayed(),
                oldestMillis(ledger, look.view()),
                base.keys.count(),
                withheld(ledger, look));
    }

    /**
     * Messages that are visible and may not be had by what the owner has set, those of parked groups among them; of
     * more parked groups than one query looks at only those of the first.
     */
    private static long withheld(FifoLedger ledger, Look look) {
        QueueLedger base = ledger.base;
        if (ledger.parked == 0 || base.allowance(look.nowMillis()).messages() == 0) {
            return base.withheld(look.nowMillis());
        }
        long[] parked = new long[2];
        look.view()
                .scan(
                        FifoTables.PARKED,
                        new Keys.InResource(base.queue, 0),
                        new Keys.InResource(base.queue, -1L),
                        (key, mark) -> {
                            FifoGroupRow row =
                                    look.view().get(FifoTables.GROUPS, key).orElseThrow();
                            // One that is at a limit of its own, too, is counted with those.
                            parked[0] += row.wakeMillis() == 0 ? row.fresh() + row.returned() : 0;
                            return ++parked[1] < Limits.GROUPS_LOOKED_AT_MAX;
                        });
        return base.shut + parked[0];
    }

    /** Whether a receive would find something, or may: a lease that has run out may be behind one that has not. */
    static Reply peek(FifoLedger ledger, Look look, long firstDueMillis) {
        long nextMillis = Math.min(Math.min(firstDueMillis, ledger.ripeMillis()), ledger.base.openMillis());
        return ledger.base.readiness(ledger.offered > 0, nextMillis, look.nowMillis());
    }

    private static long expired(QueueLedger base, Look look) {
        long[] count = {0};
        if (base.dueFloorMillis <= look.nowMillis()) {
            look.view()
                    .scan(
                            QueueTables.DUE,
                            new Keys.Due(base.queue, base.dueFloorMillis, 0),
                            new Keys.Due(base.queue, look.nowMillis() + 1, 0),
                            (key, mark) -> {
                                count[0]++;
                                return true;
                            });
        }
        return count[0];
    }

    private static long ripe(FifoLedger ledger, Look look) {
        long[] count = {0};
        if (ledger.ripeMillis() <= look.nowMillis()) {
            long delayMillis = ledger.base.settings.delayMillis();
            look.view()
                    .scan(
                            FifoTables.ENTRIES,
                            new Keys.InResource(ledger.queue(), ledger.ripe),
                            new Keys.InResource(ledger.queue(), ledger.base.nextSequence),
                            (key, row) -> {
                                boolean ripe = row.sentMillis() + delayMillis <= look.nowMillis();
                                count[0] += ripe ? 1 : 0;
                                return ripe;
                            });
        }
        return count[0];
    }

    /** Sent time of the oldest message, whatever its state; 0 when there is none. */
    private static long oldestMillis(FifoLedger ledger, View view) {
        long[] first = {0};
        if (ledger.messages() > 0) {
            view.scan(
                    FifoTables.ENTRIES,
                    new Keys.InResource(ledger.queue(), ledger.oldestFloor),
                    new Keys.InResource(ledger.queue(), ledger.base.nextSequence),
                    (key, row) -> {
                        first[0] = row.sentMillis();
                        return false;
                    });
        }
        return first[0];
    }
}
