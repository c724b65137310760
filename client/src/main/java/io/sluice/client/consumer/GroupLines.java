package io.sluice.client.consumer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the order of message groups while messages are handled on several threads: of a group one message
 * is handled at a time, and the ones behind a message that failed go back unhandled, to come again after
 * it. Only messages of FIFO queues that show their group and sequence number are in line; they do so when
 * these, or {@code All}, are asked for. For one thread.
 */
final class GroupLines {
    private static final String GROUP = "MessageGroupId";
    private static final String SEQUENCE = "SequenceNumber";

    private final Map<String, Deque<InHand>> lines = new HashMap<>();

    /** Takes a message; true when nothing is before it, so that it may be handled now. */
    boolean enter(InHand item) {
        @Nullable String group = group(item);
        if (group == null) {
            return true;
        }
        Deque<InHand> line = lines.computeIfAbsent(group, unused -> new ArrayDeque<>());
        line.add(item);
        return line.size() == 1;
    }

    /** A message was handled well: the one behind it, which may be handled now, if there is one. */
    @Nullable
    InHand succeeded(InHand item) {
        @Nullable String group = group(item);
        if (group == null) {
            return null;
        }
        @Nullable Deque<InHand> line = lines.get(group);
        if (line == null) {
            return null;
        }
        line.remove(item);
        if (line.isEmpty()) {
            lines.remove(group);
        }
        return line.peek();
    }

    /** A message failed: those behind it, which may not be handled before it. */
    List<InHand> failed(InHand item) {
        @Nullable String group = group(item);
        if (group == null) {
            return List.of();
        }
        @Nullable Deque<InHand> line = lines.remove(group);
        if (line == null) {
            return List.of();
        }
        line.remove(item);
        return new ArrayList<>(line);
    }

    private static @Nullable String group(InHand item) {
        Map<String, String> attributes = item.message().systemAttributes();
        return attributes.containsKey(SEQUENCE) ? attributes.get(GROUP) : null;
    }
}
