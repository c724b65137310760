package io.sluice.node.edge.queue;

import io.sluice.node.command.QueueCommand.Hiding;
import io.sluice.node.command.QueueCommand.Receipt;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The messages that a stream was given and has not settled, to be given back when it ends. It is
 * bounded: beyond that the oldest are forgotten, which is counted, and come back when their time is over. Not
 * thread-safe.
 */
final class HeldMessages {
    /** Messages remembered: twice the largest credit. */
    static final int HELD_MAX = 20_000;

    private final int leaseSeconds;
    /** By sequence; those whose lease was begun or extended last come last. */
    private final Map<Long, Held> bySequence = new LinkedHashMap<>();

    private long forgotten;

    private record Held(long lease, long sinceNanos) {}

    /**
     * None yet.
     *
     * @param leaseSeconds how long leases of a session last from each extension; 0 where there is no session
     */
    HeldMessages(int leaseSeconds) {
        this.leaseSeconds = leaseSeconds;
    }

    /** True in a session: only what is still leased counts as held. */
    boolean strict() {
        return leaseSeconds > 0;
    }

    int leaseSeconds() {
        return leaseSeconds;
    }

    /** Holds a message whose lease was begun or extended at that time. */
    void add(Receipt receipt, long nowNanos) {
        bySequence.remove(receipt.sequence());
        bySequence.put(receipt.sequence(), new Held(receipt.lease(), nowNanos));
        if (bySequence.size() > HELD_MAX) {
            Iterator<Long> oldest = bySequence.keySet().iterator();
            oldest.next();
            oldest.remove();
            forgotten++;
        }
    }

    void settle(List<Receipt> receipts) {
        for (Receipt receipt : receipts) {
            remove(receipt);
        }
    }

    /** Holds a message no more; false when it was not held by this receipt. */
    boolean remove(Receipt receipt) {
        Optional<Held> held =
                Optional.ofNullable(bySequence.get(receipt.sequence())).filter(one -> one.lease() == receipt.lease());
        held.ifPresent(one -> bySequence.remove(receipt.sequence()));
        return held.isPresent();
    }

    /** Up to so many whose lease was begun or extended at that time or before. */
    List<Receipt> due(long sinceNanos, int receiptsMax) {
        List<Receipt> due = new ArrayList<>();
        for (Map.Entry<Long, Held> entry : bySequence.entrySet()) {
            if (entry.getValue().sinceNanos() - sinceNanos > 0 || due.size() == receiptsMax) {
                break;
            }
            due.add(new Receipt(entry.getKey(), entry.getValue().lease()));
        }
        return due;
    }

    /** Takes up to so many out, to be shown at once; none are left when none come. */
    List<Hiding> take(int hidingsMax) {
        List<Hiding> taken = new ArrayList<>(Math.min(hidingsMax, bySequence.size()));
        Iterator<Map.Entry<Long, Held>> entries = bySequence.entrySet().iterator();
        while (entries.hasNext() && taken.size() < hidingsMax) {
            Map.Entry<Long, Held> entry = entries.next();
            taken.add(new Hiding(new Receipt(entry.getKey(), entry.getValue().lease()), 0));
            entries.remove();
        }
        return taken;
    }

    /** How many were forgotten so far. */
    long forgotten() {
        return forgotten;
    }

    int size() {
        return bySequence.size();
    }
}
