package io.sluice.client.consumer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages in hand by receipt, as many as the prefetch allows. For one thread. */
final class HandSet {
    private final Map<String, InHand> items = new LinkedHashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();

    void add(InHand item) {
        items.put(item.receipt(), item);
    }

    /** What the handler of a message failed of; empty when that is not known. */
    String failure(String receipt) {
        InHand item = items.get(receipt);
        return item == null ? "" : item.failure();
    }

    @Nullable
    InHand remove(String receipt) {
        attempts.remove(receipt);
        return items.remove(receipt);
    }

    /** How many steps for this receipt failed so far; counts this one. */
    int attempts(String receipt) {
        return attempts.merge(receipt, 1, Integer::sum);
    }

    int size() {
        return items.size();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    List<InHand> all() {
        return List.copyOf(items.values());
    }

    /** Those not being settled, hidden {@code ageNanos} ago or before, and in hand for less than the bound. */
    List<InHand> due(long nowNanos, long ageNanos, long inHandNanosMax) {
        List<InHand> due = new ArrayList<>();
        for (InHand item : items.values()) {
            if (!item.settling()
                    && nowNanos - item.hiddenSinceNanos() >= ageNanos
                    && nowNanos - item.receivedNanos() < inHandNanosMax) {
                due.add(item);
            }
        }
        return due;
    }
}
