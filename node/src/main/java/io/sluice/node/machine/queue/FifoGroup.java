package io.sluice.node.machine.queue;

import io.sluice.node.model.Limits;
import io.sluice.node.state.queue.FifoEntryRow;
import io.sluice.node.state.queue.FifoGroupRow;

/** One message group during one command. */
final class FifoGroup {
    final long number;
    final String name;
    final FifoLine returned;
    final FifoLine leased;
    long delayed;
    long fresh;
    long firstFresh;
    long lastFresh;
    /** Place in the order of ready groups; 0 when it has none. */
    long ready;
    /** Log time since which it is parked; 0 when it is not. */
    long parkedMillis;
    /** Whether it is among the parked ones by its row. */
    boolean listed;
    /** The message whose receives count anew, and how often it had been received; 0 when there is none. */
    long forgiven;

    long forgivenLeases;
    /** Log time in microseconds up to which its rate is used up. */
    long paidMicros;
    /** Log time at which it is looked at again; 0 when it need not be. */
    long wakeMillis;
    /** Whether its limits let it give a message. */
    boolean open = true;
    /** Messages that are counted as shut. */
    long shut;
    /** What it counts for in what the queue has to give. */
    long offered;

    private FifoGroup(long number, String name, FifoLine returned, FifoLine leased) {
        this.number = number;
        this.name = name;
        this.returned = returned;
        this.leased = leased;
    }

    /** A group that has had no message, or none for a while. */
    static FifoGroup begun(long number, String name) {
        return new FifoGroup(number, name, FifoLine.empty(), FifoLine.empty());
    }

    static FifoGroup of(long number, FifoGroupRow row) {
        FifoGroup group = new FifoGroup(
                number,
                row.name(),
                new FifoLine(row.returned(), row.firstReturned()),
                new FifoLine(row.leased(), row.firstLeased()));
        group.delayed = row.delayed();
        group.fresh = row.fresh();
        group.firstFresh = row.firstFresh();
        group.lastFresh = row.lastFresh();
        group.ready = row.ready();
        group.parkedMillis = row.parkedMillis();
        group.listed = group.parkedMillis != 0;
        group.forgiven = row.forgiven();
        group.forgivenLeases = row.forgivenLeases();
        group.paidMicros = row.paidMicros();
        group.wakeMillis = row.wakeMillis();
        group.open = row.wakeMillis() == 0;
        group.shut = group.shut();
        group.offered = group.offer();
        return group;
    }

    FifoGroupRow row() {
        return new FifoGroupRow(
                name,
                delayed,
                fresh,
                firstFresh,
                lastFresh,
                returned.count(),
                returned.floor(),
                leased.count(),
                leased.floor(),
                ready,
                parkedMillis,
                forgiven,
                forgivenLeases,
                paidMicros,
                wakeMillis);
    }

    FifoLine line(FifoEntryRow.State state) {
        return switch (state) {
            case RETURNED -> returned;
            case LEASED -> leased;
            case DELAYED, FRESH -> throw new IllegalStateException("such messages have no line: " + state);
        };
    }

    boolean isEmpty() {
        return delayed == 0 && fresh == 0 && returned.isEmpty() && leased.isEmpty();
    }

    /** Whether a message can be had: one that is visible, and no earlier message of the group is in flight. */
    boolean isReady() {
        return open && waits();
    }

    /** The same but for limits of the group. */
    boolean waits() {
        return parkedMillis == 0
                && (leased.isEmpty()
                        ? fresh > 0 || !returned.isEmpty()
                        : !returned.isEmpty() && returned.floor() < leased.floor());
    }

    /** Visible messages of a group that its limits have shut. */
    long shut() {
        return wakeMillis == 0 ? 0 : fresh + returned.count();
    }

    /** The first message that is left and not delayed, by lines that are exact; 0 when there is none. */
    long first() {
        long received = Math.min(returned.floor(), leased.floor());
        return received == Long.MAX_VALUE ? firstFresh : received;
    }

    /** The first message that is left, of a ready group. */
    long head() {
        return returned.isEmpty() ? firstFresh : returned.floor();
    }

    /** How many messages can be had at least, up to those of one receive. */
    long offer() {
        if (!isReady()) {
            return 0;
        }
        return leased.isEmpty() ? Math.min(Limits.FIFO_OFFER_MAX, fresh + returned.count()) : 1;
    }
}
