package io.sluice.cluster.fake;

import io.sluice.api.v1.Message;
import io.sluice.api.v1.MessageAttributeValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One correct queue in memory, small and slow. All nodes of a fake cluster share it. */
final class FakeQueue {
    private static final int REPLIES_MAX = 1_000_000;

    private static final class Row {
        private final String id;
        private final String body;
        private final Map<String, MessageAttributeValue> attributes;
        private long dueNanos;
        private int receiveCount;

        private Row(String id, String body, Map<String, MessageAttributeValue> attributes, long dueNanos) {
            this.id = id;
            this.body = body;
            this.attributes = attributes;
            this.dueNanos = dueNanos;
        }

        private String receipt() {
            return id + "#" + receiveCount;
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, Object> replies = new HashMap<>();
    private int sent;

    /** Runs once for each request id; a repetition gets the first answer. */
    @SuppressWarnings("unchecked") // an id belongs to one kind of request
    synchronized <R> R once(String requestId, Supplier<R> action) {
        if (requestId.isEmpty()) {
            return action.get();
        }
        if (replies.size() >= REPLIES_MAX) {
            throw new IllegalStateException("more replies than a test may need");
        }
        Object reply = replies.get(requestId);
        if (reply == null) {
            reply = action.get();
            replies.put(requestId, reply);
        }
        return (R) reply;
    }

    synchronized String send(String body, Map<String, MessageAttributeValue> attributes, int delaySeconds) {
        String id = "m" + sent++;
        rows.put(id, new Row(id, body, Map.copyOf(attributes), after(delaySeconds)));
        notifyAll();
        return id;
    }

    /** Waits until something is due, and grants up to so many leases. */
    synchronized List<Message> receive(int messagesMax, int visibilitySeconds, int waitSeconds) {
        long giveUp = after(waitSeconds);
        List<Message> found = lease(messagesMax, visibilitySeconds);
        while (found.isEmpty() && System.nanoTime() < giveUp) {
            try {
                wait(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of();
            }
            found = lease(messagesMax, visibilitySeconds);
        }
        return found;
    }

    private List<Message> lease(int messagesMax, int visibilitySeconds) {
        List<Message> found = new ArrayList<>();
        for (Row row : rows.values()) {
            if (found.size() < messagesMax && row.dueNanos <= System.nanoTime()) {
                row.receiveCount++;
                row.dueNanos = after(visibilitySeconds);
                found.add(Message.newBuilder()
                        .setMessageId(row.id)
                        .setBody(row.body)
                        .setReceiptHandle(row.receipt())
                        .putAttributes("ApproximateReceiveCount", Integer.toString(row.receiveCount))
                        .putAllMessageAttributes(row.attributes)
                        .build());
            }
        }
        return List.copyOf(found);
    }

    synchronized void delete(String receipt) {
        rows.values().removeIf(row -> row.receiveCount > 0 && row.receipt().equals(receipt));
    }

    synchronized void hide(String receipt, int visibilitySeconds) {
        for (Row row : rows.values()) {
            if (row.receiveCount > 0 && row.receipt().equals(receipt)) {
                row.dueNanos = after(visibilitySeconds);
            }
        }
        notifyAll();
    }

    synchronized Map<String, String> counters() {
        int visible = 0;
        int inFlight = 0;
        int delayed = 0;
        for (Row row : rows.values()) {
            if (row.dueNanos <= System.nanoTime()) {
                visible++;
            } else if (row.receiveCount > 0) {
                inFlight++;
            } else {
                delayed++;
            }
        }
        return Map.of(
                "ApproximateNumberOfMessages", Integer.toString(visible),
                "ApproximateNumberOfMessagesNotVisible", Integer.toString(inFlight),
                "ApproximateNumberOfMessagesDelayed", Integer.toString(delayed));
    }

    private static long after(int seconds) {
        return System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    }
}
