package io.sluice.client.consumer;

import io.sluice.client.consumer.Step.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Receipts to settle and steps whose outcome is awaited. Bounded by the messages in hand, since a
 * receipt is here only while its message is. For one thread.
 */
final class StepQueue {
    private final Map<Kind, ArrayDeque<String>> waiting = new EnumMap<>(Kind.class);
    private final Map<Long, Step> sent = new LinkedHashMap<>();
    private long lastTag;

    StepQueue() {
        for (Kind kind : Kind.values()) {
            waiting.put(kind, new ArrayDeque<>());
        }
    }

    void add(Kind kind, String receipt) {
        of(kind).add(receipt);
    }

    int waiting(Kind kind) {
        return of(kind).size();
    }

    boolean isEmpty() {
        return sent.isEmpty() && waiting.values().stream().allMatch(ArrayDeque::isEmpty);
    }

    /** Takes up to {@code max} waiting receipts. */
    List<String> take(Kind kind, int max) {
        ArrayDeque<String> queue = of(kind);
        List<String> receipts = new ArrayList<>(Math.min(max, queue.size()));
        while (receipts.size() < max && !queue.isEmpty()) {
            receipts.add(queue.removeFirst());
        }
        return receipts;
    }

    /** Notes a step as sent; gives its tag, which is never 0. */
    long sent(Step step) {
        lastTag++;
        sent.put(lastTag, step);
        return lastTag;
    }

    @Nullable
    Step answered(long tag) {
        return sent.remove(tag);
    }

    /** True while an acknowledge is under way: the next one may gather meanwhile. */
    boolean acknowledging() {
        for (Step step : sent.values()) {
            if (step.kind() == Kind.ACKNOWLEDGE) {
                return true;
            }
        }
        return false;
    }

    /** Since when the oldest step waits for its outcome; {@code nowNanos} when none does. */
    long oldestNanos(long nowNanos) {
        for (Step step : sent.values()) {
            return step.sentNanos();
        }
        return nowNanos;
    }

    /** The stream is gone: what has no outcome waits again, since settling twice does no harm. */
    void streamEnded() {
        for (Step step : sent.values()) {
            if (step.kind() != Kind.EXTEND) {
                of(step.kind()).addAll(step.receipts());
            }
        }
        sent.clear();
    }

    private ArrayDeque<String> of(Kind kind) {
        ArrayDeque<String> queue = waiting.get(kind);
        if (queue == null) {
            throw new AssertionError("every kind has its queue");
        }
        return queue;
    }
}
