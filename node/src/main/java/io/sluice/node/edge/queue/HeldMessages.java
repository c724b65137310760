package io.sluice.node.edge.queue;

import io.sluice.node.command.QueueCommand.Hiding;
import io.sluice.node.command.QueueCommand.Receipt;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages that a stream was given and has not settled, to be given back when it ends. It is
 * bounded: beyond that the oldest are forgotten, and come back when their time is over. Not
 * thread-safe.
 */
final class HeldMessages {
    /** Messages remembered: twice the largest credit. */
    static final int HELD_MAX = 20_000;

    private final Map<Long, Long> leaseBySequence = new LinkedHashMap<>();

    void add(long sequence, long lease) {
        leaseBySequence.put(sequence, lease);
        if (leaseBySequence.size() > HELD_MAX) {
            Iterator<Long> oldest = leaseBySequence.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    void settle(List<Receipt> receipts) {
        for (Receipt receipt : receipts) {
            leaseBySequence.remove(receipt.sequence(), receipt.lease());
        }
    }

    /** Takes up to so many out, to be shown at once; none are left when none come. */
    List<Hiding> take(int hidingsMax) {
        List<Hiding> taken = new ArrayList<>(Math.min(hidingsMax, leaseBySequence.size()));
        Iterator<Map.Entry<Long, Long>> entries = leaseBySequence.entrySet().iterator();
        while (entries.hasNext() && taken.size() < hidingsMax) {
            Map.Entry<Long, Long> entry = entries.next();
            taken.add(new Hiding(new Receipt(entry.getKey(), entry.getValue()), 0));
            entries.remove();
        }
        return taken;
    }

    int size() {
        return leaseBySequence.size();
    }
}
