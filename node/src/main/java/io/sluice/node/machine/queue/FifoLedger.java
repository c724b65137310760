package io.sluice.node.machine.queue;

import io.sluice.node.command.GroupPolicy;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.FifoStateRow;
import io.sluice.node.state.queue.FifoTables;
import io.sluice.node.state.queue.GroupReview;
import java.util.Optional;

/**
 * One FIFO queue during one command: what it counts beside the ledger that every queue has. In that one
 * {@code returned} counts all visible messages, behind a blocked group too, and the cursor stands at the
 * end, for the order of messages is that of their groups.
 */
final class FifoLedger {
    final QueueLedger base;
    long nextGroup;
    long nextReady;
    long readyFloor;
    long offered;
    long ripe;
    long ripeSentMillis;
    long oldestFloor;
    long nextMemory;
    long memoryFloor;
    long memoryMillis;
    long memoryReused;
    GroupPolicy policy;
    long parked;
    Optional<GroupReview> review;

    private FifoLedger(QueueLedger base, FifoStateRow row) {
        this.base = base;
        nextGroup = row.nextGroup();
        nextReady = row.nextReady();
        readyFloor = row.readyFloor();
        offered = row.offered();
        ripe = row.ripe();
        ripeSentMillis = row.ripeSentMillis();
        oldestFloor = row.oldestFloor();
        nextMemory = row.nextMemory();
        memoryFloor = row.memoryFloor();
        memoryMillis = row.memoryMillis();
        memoryReused = row.memoryReused();
        policy = row.policy();
        parked = row.parked();
        review = row.review();
    }

    static FifoLedger of(View view, QueueLedger base) {
        return new FifoLedger(
                base,
                view.get(FifoTables.STATES, new Keys.OfResource(base.queue)).orElse(FifoStateRow.EMPTY));
    }

    ResourceId queue() {
        return base.queue;
    }

    /** Messages of any state. */
    long messages() {
        return base.returned + base.leased + base.delayed;
    }

    /** Log time at which the first delayed message becomes visible; {@link Long#MAX_VALUE} when none is delayed. */
    long ripeMillis() {
        return ripeSentMillis == Long.MAX_VALUE ? Long.MAX_VALUE : ripeSentMillis + base.settings.delayMillis();
    }

    /** Stores the ledger and hints what the queue has to give. */
    void close(Turn turn) {
        base.store(turn.tx());
        turn.tx()
                .put(
                        FifoTables.STATES,
                        new Keys.OfResource(base.queue),
                        new FifoStateRow(
                                nextGroup,
                                nextReady,
                                readyFloor,
                                offered,
                                ripe,
                                ripeSentMillis,
                                oldestFloor,
                                nextMemory,
                                memoryFloor,
                                memoryMillis,
                                memoryReused,
                                policy,
                                parked,
                                review));
        turn.level(level(turn.nowMillis()));
    }

    /** Whether there are groups that are parked or at a limit of theirs. */
    boolean hasShut() {
        return parked > 0 || base.shut > 0;
    }

    /** What the queue has to give. At its limit in flight it has nothing, and gives no error (AWS does not). */
    Effect.Level level(long nowMillis) {
        long room = Math.max(0, base.settings.inFlightMax() - base.leased);
        long forgetMillis = memoryMillis == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : memoryMillis + Limits.FIFO_MEMORY_MILLIS + Limits.FIFO_FORGET_LATE_MILLIS;
        long visibleMillis = Math.min(Math.min(base.dueFloorMillis, ripeMillis()), base.openMillis());
        Effect.Level level = new Effect.Level(
                base.queue,
                Math.min(offered, room),
                false,
                Math.min(visibleMillis, Math.min(base.expiryMillis(), forgetMillis)),
                base.settings.waitMillis(),
                QueueLedger.reason(offered, hasShut(), room));
        return base.delivery.isFree() ? level : base.held(level, offered, nowMillis);
    }
}
