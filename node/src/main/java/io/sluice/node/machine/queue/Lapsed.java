package io.sluice.node.machine.queue;

import io.sluice.node.command.BrowsedState;
import io.sluice.node.machine.Look;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.FifoTables;
import io.sluice.node.state.queue.QueueTables;
import java.util.EnumMap;
import java.util.Map;

/** Messages whose own time is over and that no command has removed yet, by what they would be: they count no more. */
record Lapsed(long visible, long inFlight, long delayed) {
    private static final Lapsed NONE = new Lapsed(0, 0, 0);

    static Lapsed of(QueueLedger ledger, Look look) {
        if (ledger.lifetimes.floorMillis() > look.nowMillis()) {
            return NONE;
        }
        Map<BrowsedState, Long> found = new EnumMap<>(BrowsedState.class);
        look.view()
                .scan(
                        QueueTables.LIFETIMES,
                        new Keys.Due(ledger.queue, ledger.lifetimes.floorMillis(), 0),
                        new Keys.Due(ledger.queue, look.nowMillis() + 1, 0),
                        (key, mark) -> found.merge(state(ledger, key.number(), look), 1L, Long::sum) > 0);
        return new Lapsed(
                found.getOrDefault(BrowsedState.VISIBLE, 0L),
                found.getOrDefault(BrowsedState.IN_FLIGHT, 0L),
                found.getOrDefault(BrowsedState.DELAYED, 0L));
    }

    private static BrowsedState state(QueueLedger ledger, long sequence, Look look) {
        Keys.InResource key = new Keys.InResource(ledger.queue, sequence);
        return ledger.settings.isFifo()
                ? Standing.of(
                                look.view().get(FifoTables.ENTRIES, key).orElseThrow(),
                                ledger.settings.delayMillis(),
                                look.nowMillis())
                        .state()
                : Standing.of(look.view().get(QueueTables.HELD, key).orElseThrow(), look.nowMillis())
                        .state();
    }
}
