package io.sluice.node.machine.queue;

import io.sluice.node.command.Delivery;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Withheld;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.ArrivalsCount;
import io.sluice.node.state.queue.KeysCount;
import io.sluice.node.state.queue.LifetimesCount;
import io.sluice.node.state.queue.QueueSettingsRow;
import io.sluice.node.state.queue.QueueStateRow;
import io.sluice.node.state.queue.QueueStateRow.Spans;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.TenantsCount;
import java.util.Optional;

/** One queue during one command: its settings and, to be counted up and down, its counters and cursors. */
final class QueueLedger {
    final ResourceId queue;
    final QueueSettings settings;
    /** How long traces are kept; 0 for not at all. */
    final long traceMillis;
    /** Log time of the command; of a ledger that is only read, 0. */
    final long nowMillis;

    long nextSequence;
    long nextDelayed;
    long cursor;
    long returned;
    long leased;
    long delayed;
    long purgedMillis;
    long dueFloorMillis;
    long receives;
    Spans prompt;
    Spans late;
    long nextReturn;
    long returnFloor;
    long arrivalsNext;
    long arrivalsCount;
    long arrivalsFloorMillis;
    Delivery delivery;
    KeysCount keys;
    LifetimesCount lifetimes;
    /** Visible messages in strands, and those among them whose tenant may have none now. */
    long stranded;

    long shut;
    /** Log time before which no message group is opened by time. */
    long wakeMillis;

    private Optional<Tenants> tenants = Optional.empty();

    private QueueLedger(ResourceId queue, QueueSettings settings, QueueStateRow row, long nowMillis) {
        this.queue = queue;
        this.settings = settings;
        this.nowMillis = nowMillis;
        traceMillis = settings.traceMillis();
        nextSequence = row.nextSequence();
        nextDelayed = row.nextDelayed();
        cursor = row.cursor();
        returned = row.returned();
        leased = row.leased();
        delayed = row.delayed();
        purgedMillis = row.purgedMillis();
        dueFloorMillis = row.dueFloorMillis();
        receives = row.receives();
        prompt = row.prompt();
        late = row.late();
        nextReturn = row.nextReturn();
        returnFloor = row.returnFloor();
        arrivalsNext = row.arrivals().next();
        arrivalsCount = row.arrivals().count();
        arrivalsFloorMillis = row.arrivals().floorMillis();
        delivery = row.delivery();
        keys = row.keys();
        lifetimes = row.lifetimes();
        stranded = row.tenants().visible();
        shut = row.tenants().shut();
        wakeMillis = row.tenants().wakeMillis();
    }

    /** The queue's ledger, to be changed, if there is such a queue on this tablet. */
    static Optional<QueueLedger> of(Turn turn, ResourceId queue) {
        return of(turn.tx(), queue, turn.nowMillis());
    }

    /** The queue's ledger, only to be read. */
    static Optional<QueueLedger> of(View view, ResourceId queue) {
        return of(view, queue, 0);
    }

    private static Optional<QueueLedger> of(View view, ResourceId queue, long nowMillis) {
        Keys.OfResource key = new Keys.OfResource(queue);
        Optional<QueueSettingsRow> settings = view.get(QueueTables.SETTINGS, key);
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        QueueStateRow state = view.get(QueueTables.STATES, key).orElse(QueueStateRow.EMPTY);
        return Optional.of(new QueueLedger(queue, new QueueSettings(settings.get()), state, nowMillis));
    }

    /** The tenants of a standard queue. Who asks for them when there are none pays for a row. */
    Tenants tenants(Tx tx) {
        Tenants known = tenants.orElseGet(() -> new Tenants(this, tx));
        tenants = Optional.of(known);
        return known;
    }

    /** Forgets what is known of the tenants: their rows are gone. */
    void forgetTenants() {
        tenants = Optional.empty();
        stranded = 0;
        shut = 0;
        wakeMillis = Long.MAX_VALUE;
    }

    /** Brings what is known of the tenants in line with what the command did so far. */
    void saveTenants() {
        tenants.ifPresent(Tenants::save);
    }

    /** What keeps back what a queue has that is at its limit in flight. */
    Withheld withheldAtLimit() {
        saveTenants();
        return reason(available(), shut > 0, 0);
    }

    /** Messages that are visible, as far as settled. */
    long visible() {
        return nextSequence - cursor + returned + stranded;
    }

    /** Those of them that a receive can have now. */
    long available() {
        return visible() - shut;
    }

    /** Stores the ledger and hints what the queue has to give. */
    void close(Turn turn) {
        store(turn.tx());
        turn.level(level(turn.nowMillis()));
    }

    /** What may be given at a log time by what the queue's owner has set. */
    Allowance allowance(long nowMillis) {
        return Allowance.of(delivery, leased, nowMillis);
    }

    /** Messages that are visible and may not be had now by what the queue's owner has set, as far as settled. */
    long withheld(long atMillis) {
        return allowance(atMillis).messages() == 0 ? visible() : shut;
    }

    /** What the queue has to give. */
    Effect.Level level(long nowMillis) {
        long room = Math.max(0, settings.inFlightMax() - leased);
        Effect.Level level = new Effect.Level(
                queue,
                Math.min(available(), room),
                available() > 0 && room == 0,
                Math.min(Math.min(dueFloorMillis, expiryMillis()), openMillis()),
                settings.waitMillis(),
                reason(available(), shut > 0, room));
        return delivery.isFree() ? level : held(level, available(), nowMillis);
    }

    /** What keeps back all that is there, of any kind of queue; nothing while something can be had. */
    static Withheld reason(long available, boolean hasShut, long room) {
        if (available == 0) {
            return hasShut ? Withheld.GROUPS : Withheld.NOTHING;
        }
        return room == 0 ? Withheld.QUEUE_IN_FLIGHT : Withheld.NOTHING;
    }

    /** Log time before which no message group is opened by time; {@link Long#MAX_VALUE} when none will be. */
    long openMillis() {
        return wakeMillis >= GroupWakes.NEVER ? Long.MAX_VALUE : wakeMillis;
    }

    /** The same as far as the queue's owner lets it go; more comes when the rate allows it. */
    Effect.Level held(Effect.Level level, long all, long nowMillis) {
        Allowance allowance = allowance(nowMillis);
        if (allowance.messages() >= all) {
            return level;
        }
        boolean later = allowance.messages() == 0 && allowance.reason() == Withheld.RATE;
        long nextMillis = later ? Allowance.nextMillis(delivery) : Long.MAX_VALUE;
        return new Effect.Level(
                queue,
                Math.min(level.visible(), allowance.messages()),
                level.limited() && allowance.messages() > 0,
                Math.min(level.dueMillis(), nextMillis),
                level.waitMillis(),
                allowance.messages() == 0 ? allowance.reason() : level.withheld());
    }

    /** Whether a receive would find something, or may. While the owner holds all back, nothing is ready. */
    Reply readiness(boolean visible, long dueMillis, long nowMillis) {
        boolean due = dueMillis <= nowMillis;
        boolean ready = visible || due;
        Allowance allowance = allowance(nowMillis);
        // A lease that has run out may make room.
        boolean mayGo = allowance.messages() > 0 || (due && allowance.reason() == Withheld.IN_FLIGHT);
        if (!ready || mayGo) {
            return new Reply.Readiness(true, ready, dueMillis, settings.waitMillis());
        }
        boolean byTime = allowance.reason() == Withheld.RATE;
        long laterMillis = due ? Long.MAX_VALUE : dueMillis;
        long nextMillis = byTime ? Math.min(laterMillis, Allowance.nextMillis(delivery)) : laterMillis;
        return new Reply.Readiness(true, false, nextMillis, settings.waitMillis());
    }

    /** Log time before which nothing is to be dropped or forgotten: no message, and no key. */
    long expiryMillis() {
        long keysMillis = keys.count() == 0 ? Long.MAX_VALUE : keys.floorMillis() + Limits.KEY_FORGET_LATE_MILLIS;
        return Math.min(spansMillis(), Math.min(keysMillis, lifetimes.floorMillis()));
    }

    /** Log time before which no span of messages has expired. */
    private long spansMillis() {
        long sent = Math.min(
                prompt.first() == 0 ? Long.MAX_VALUE : prompt.firstMillis(),
                late.first() == 0 ? Long.MAX_VALUE : late.firstMillis());
        long first = Math.min(sent, arrivalsFloorMillis);
        return first == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : first + Limits.EXPIRY_SPAN_MILLIS + settings.retentionMillis();
    }

    /** Stores the ledger. */
    void store(Tx tx) {
        tenants.ifPresent(Tenants::close);
        tx.put(
                QueueTables.STATES,
                new Keys.OfResource(queue),
                new QueueStateRow(
                        nextSequence,
                        nextDelayed,
                        cursor,
                        returned,
                        leased,
                        delayed,
                        purgedMillis,
                        dueFloorMillis,
                        receives,
                        prompt,
                        late,
                        nextReturn,
                        returnFloor,
                        new ArrivalsCount(arrivalsNext, arrivalsCount, arrivalsFloorMillis),
                        delivery,
                        keys,
                        lifetimes,
                        new TenantsCount(stranded, shut, wakeMillis)));
    }
}
