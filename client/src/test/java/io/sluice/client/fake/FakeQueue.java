package io.sluice.client.fake;

import io.sluice.api.v1.BrowsedMessage;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.MessageAttributeValue;
import io.sluice.api.v1.MessageState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A queue of either kind in memory; its clock is {@link System#nanoTime}. For one thread at a time. */
final class FakeQueue {
    /** When messages were sent, as looks tell. */
    static final long BROWSED_MILLIS = 1_700_000_000_000L;

    private static final int FLAWED = 50;

    private final Map<Long, Stored> messages = new LinkedHashMap<>();
    private final Map<String, String> idByDeduplication = new HashMap<>();
    private final Map<String, Long> receipts = new HashMap<>();
    private final Map<String, String> attributes;
    private final Map<String, String> tags = new TreeMap<>();
    private final Map<String, String> permissions = new TreeMap<>();
    private final Flaw flaw;
    private long lastSequence;
    private long lastReceipt;
    private int extended;
    private int released;

    private static final class Stored {
        private final String body;
        private final Map<String, MessageAttributeValue> attributes;
        private final String group;
        private long visibleNanos;
        private int receives;
        private @Nullable String receipt;

        Stored(String body, Map<String, MessageAttributeValue> attributes, String group, long visibleNanos) {
            this.body = body;
            this.attributes = attributes;
            this.group = group;
            this.visibleNanos = visibleNanos;
        }
    }

    FakeQueue(Map<String, String> attributes, Flaw flaw) {
        this.attributes = new HashMap<>(attributes);
        this.attributes.putIfAbsent("VisibilityTimeout", "30");
        this.flaw = flaw;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    Map<String, String> tags() {
        return tags;
    }

    /** What was allowed to whom, by label. */
    Map<String, String> permissions() {
        return permissions;
    }

    int visibilitySeconds() {
        return Integer.parseInt(attributes.getOrDefault("VisibilityTimeout", "30"));
    }

    private boolean fifo() {
        return "true".equals(attributes.get("FifoQueue"));
    }

    String send(String body, Map<String, MessageAttributeValue> sent, int delaySeconds) {
        return send(body, sent, delaySeconds, "", "");
    }

    String send(
            String body,
            Map<String, MessageAttributeValue> sent,
            int delaySeconds,
            String group,
            String deduplicationId) {
        @Nullable String first = idByDeduplication.get(deduplicationId);
        if (fifo() && first != null && flaw != Flaw.FORGETS_SENDS) {
            return first;
        }
        lastSequence++;
        boolean flawed = lastSequence % FLAWED == 0;
        long visibleNanos = System.nanoTime() + delaySeconds * 1_000_000_000L;
        String kept = flaw == Flaw.CORRUPTS ? body.substring(0, body.length() - 1) + "!" : body;
        if (!(flawed && flaw == Flaw.LOSES)) {
            messages.put(lastSequence, new Stored(kept, sent, group, visibleNanos));
        }
        String id = "m-" + lastSequence;
        idByDeduplication.put(deduplicationId, id);
        if (flawed && flaw == Flaw.DUPLICATES) {
            lastSequence++;
            messages.put(lastSequence, new Stored(kept, sent, group, visibleNanos));
        }
        return id;
    }

    /** Every message as it lies here; all were sent at one time. */
    List<BrowsedMessage> browse() {
        List<BrowsedMessage> all = new ArrayList<>();
        messages.forEach((sequence, stored) -> {
            boolean hidden = stored.visibleNanos - System.nanoTime() > 0;
            all.add(BrowsedMessage.newBuilder()
                    .setMessageId("m-" + sequence)
                    .setState(
                            !hidden
                                    ? MessageState.MESSAGE_STATE_VISIBLE
                                    : stored.receives > 0
                                            ? MessageState.MESSAGE_STATE_IN_FLIGHT
                                            : MessageState.MESSAGE_STATE_DELAYED)
                    .setBody(stored.body)
                    .setBodySize(stored.body.length())
                    .setMessageGroupId(stored.group)
                    .setReceiveCount(stored.receives)
                    .setSentMillis(BROWSED_MILLIS)
                    .setDueMillis(hidden ? BROWSED_MILLIS + 35_000 : 0)
                    .build());
        });
        return all;
    }

    List<Message> receive(int max, int hideSeconds) {
        long nowNanos = System.nanoTime();
        List<Message> received = new ArrayList<>();
        Set<String> blocked = new HashSet<>();
        List<Map.Entry<Long, Stored>> inOrder = new ArrayList<>(messages.entrySet());
        if (flaw == Flaw.DISORDERS) {
            Collections.reverse(inOrder);
        }
        Iterator<Map.Entry<Long, Stored>> all = inOrder.iterator();
        while (all.hasNext() && received.size() < max) {
            Map.Entry<Long, Stored> next = all.next();
            Stored stored = next.getValue();
            boolean visible = nowNanos - stored.visibleNanos >= 0;
            if (fifo() && !visible && flaw != Flaw.DISORDERS) {
                blocked.add(stored.group);
            }
            if (visible && !blocked.contains(stored.group)) {
                stored.visibleNanos = nowNanos + hideSeconds * 1_000_000_000L;
                stored.receives++;
                lastReceipt++;
                stored.receipt = "r-" + lastReceipt;
                receipts.put(stored.receipt, next.getKey());
                received.add(Message.newBuilder()
                        .setMessageId("m-" + next.getKey())
                        .setReceiptHandle(stored.receipt)
                        .setBody(stored.body)
                        .setMd5OfBody(md5(stored.body))
                        .putAttributes("ApproximateReceiveCount", Integer.toString(stored.receives))
                        .putAllAttributes(fifoAttributes(next.getKey(), stored))
                        .putAllMessageAttributes(stored.attributes)
                        .build());
            }
        }
        return received;
    }

    private Map<String, String> fifoAttributes(long sequence, Stored stored) {
        return fifo()
                ? Map.of("MessageGroupId", stored.group, "SequenceNumber", sequenceNumber("m-" + sequence))
                : Map.of();
    }

    /** Of a message by its id; empty on a standard queue. */
    String sequenceNumber(String messageId) {
        return fifo() ? String.format(Locale.ROOT, "%020d", Long.parseLong(messageId.substring(2))) : "";
    }

    boolean delete(String receipt) {
        @Nullable Long sequence = receipts.get(receipt);
        if (sequence == null) {
            return false;
        }
        @Nullable Stored stored = messages.get(sequence);
        if (flaw == Flaw.REDELIVERS_AFTER_DELETE && sequence % FLAWED == 0 && stored != null && stored.receives == 1) {
            stored.visibleNanos = System.nanoTime() + 100_000_000L;
            return true;
        }
        messages.remove(sequence);
        return true;
    }

    boolean changeVisibility(String receipt, int seconds) {
        @Nullable Long sequence = receipts.get(receipt);
        @Nullable Stored stored = sequence == null ? null : messages.get(sequence);
        if (stored == null || !receipt.equals(stored.receipt)) {
            return false;
        }
        stored.visibleNanos = System.nanoTime() + seconds * 1_000_000_000L;
        if (seconds == 0) {
            released++;
        } else {
            extended++;
        }
        return true;
    }

    void purge() {
        messages.clear();
    }

    int size() {
        return messages.size();
    }

    int visible() {
        long nowNanos = System.nanoTime();
        return (int) messages.values().stream()
                .filter(stored -> nowNanos - stored.visibleNanos >= 0)
                .count();
    }

    int extended() {
        return extended;
    }

    int released() {
        return released;
    }

    static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private final Map<String, String> keys = new HashMap<>();

    /** What was said with the last send that said something beside AWS. */
    String lastTerms = "";

    boolean knows(String key) {
        return keys.containsKey(key);
    }

    String sentUnder(String key) {
        return keys.getOrDefault(key, "");
    }

    void terms(String id, String key, int windowSeconds, int ttlSeconds) {
        if (!key.isEmpty()) {
            keys.put(key, id);
        }
        if (!key.isEmpty() || ttlSeconds != 0) {
            lastTerms = key + " for " + windowSeconds + ", lives " + ttlSeconds;
        }
    }
}
