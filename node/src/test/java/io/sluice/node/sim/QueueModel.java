package io.sluice.node.sim;

import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One queue as the contract tells of it: a bag of messages, looked through from end to end for
 * everything. Within a second after its retention a message may be there or not.
 */
final class QueueModel {
    static final long EXPIRY_LATE_MILLIS = 1_000;

    /** How many expired messages one command drops at least: the rest is not given, but may be counted. */
    private static final int DROPPED_PER_COMMAND = 1_000;

    /** Leases and delays that one command settles at most. */
    private static final int SETTLED_PER_COMMAND = 1_000;

    final String name;
    final long createdMillis;
    final SortedMap<String, String> attributes = new TreeMap<>();
    final SortedMap<String, String> tags = new TreeMap<>();
    final SortedMap<Long, Message> messages = new TreeMap<>();
    long modifiedMillis;
    Optional<Long> purgedMillis = Optional.empty();

    /** Expired messages that may still be there. */
    long leftovers;

    /** What its tenants or groups may have. */
    final GroupLimits limits = new GroupLimits(this);

    /** How tenants and priorities share a standard queue. */
    final TenantModel tenants = new TenantModel(this);

    /** What its owner lets it give. */
    final DeliveryModel delivery = new DeliveryModel();

    /** The idempotency keys that it remembers. */
    final KeyModel keys = new KeyModel(this);

    /** What a FIFO queue remembers. */
    final FifoModel fifo = new FifoModel(this);

    final Coverage coverage;

    /** What the present entry does to it. */
    final Touched touched = new Touched();

    /** How many returns were noted. */
    private long returns;

    /** False once more became visible again at once than one command settles: then their order is not known. */
    boolean ordered = true;

    private final Set<Long> sequences = new HashSet<>();
    private final Map<Long, Fate> gone = new HashMap<>();

    QueueModel(String name, long createdMillis, Coverage coverage) {
        this.name = name;
        this.coverage = coverage;
        this.createdMillis = createdMillis;
        this.modifiedMillis = createdMillis;
    }

    /** How many there are, at least and at most. */
    record Range(long least, long most) {
        boolean contains(long count) {
            return least <= count && count <= most;
        }
    }

    void send(Message message) {
        Rule.Q2_NO_INVENTION.holds(sequences.add(message.sequence), "a sequence is given once: ", message.sequence);
        messages.put(message.sequence, message);
        touched.sent.add(message.sequence);
    }

    /** Whether a message may be sent with such a lifetime; judges the refusal if not. */
    boolean livesTooLong(QueueCommand.Outgoing message, Reply result) {
        if (message.ttlMillis().orElse(0) <= retentionMillis()) {
            return false;
        }
        Reply expected = new Reply.Rejected(RejectionCode.LIFETIME_TOO_LONG, Long.toString(retentionMillis() / 1000));
        Rule.CONTRACT.holds(result.equals(expected), "what lives too long is refused: ", result);
        return true;
    }

    Message existing(long sequence) {
        Message message = messages.get(sequence);
        if (message == null) {
            throw new Rule.BrokenRule(forbids(sequence), "there, but " + gone.get(sequence) + ": " + sequence);
        }
        return message;
    }

    /** The rule that is broken when a message that the model has not is there. */
    Rule forbids(long sequence) {
        return Optional.ofNullable(gone.get(sequence)).map(Fate::forbids).orElse(Rule.Q2_NO_INVENTION);
    }

    void remove(long sequence, Fate fate) {
        Optional.ofNullable(messages.remove(sequence)).ifPresent(message -> fifo.groups.gone(message.group));
        gone.put(sequence, fate);
    }

    /** A message goes. One whose own time is over went before, but may be counted until it is removed. */
    void leave(Message message, Fate fate, long nowMillis) {
        boolean over = message.endMillis <= nowMillis;
        remove(message.sequence, over ? Fate.EXPIRED : fate);
        leftovers += over ? 1 : 0;
    }

    void purge(long nowMillis) {
        fifo.forget();
        keys.forget();
        limits.forget();
        tenants.parked.clear();
        touched.purgedMessages += messages.size();
        List.copyOf(messages.keySet()).forEach(sequence -> remove(sequence, Fate.PURGED));
        touched.purged = true;
        leftovers = 0;
        purgedMillis = Optional.of(nowMillis);
    }

    /** A command has looked for what is expired. */
    void expire(long nowMillis) {
        for (Message message : List.copyOf(messages.values())) {
            long dueMillis = message.sentMillis + retentionMillis();
            if (dueMillis + EXPIRY_LATE_MILLIS <= nowMillis || message.endMillis <= nowMillis) {
                remove(message.sequence, Fate.EXPIRED);
                leftovers++;
            } else if (dueMillis <= nowMillis) {
                message.doubtful = true;
            }
        }
        // With so many, the command may not come to what is visible again.
        ordered &= leftovers < DROPPED_PER_COMMAND;
        leftovers = Math.max(0, leftovers - DROPPED_PER_COMMAND);
    }

    /** A command has looked for leases and delays that have run out. Returns whether it can have noted them all. */
    boolean settle(long nowMillis) {
        List<Message> due = messages.values().stream()
                .filter(message -> message.returnNumber == 0 && message.hidden && message.visible(nowMillis))
                .sorted(Comparator.comparingLong((Message message) -> message.visibleMillis)
                        .thenComparing(message -> message.sequence, Long::compareUnsigned))
                .toList();
        due.forEach(this::giveBack);
        return due.size() < SETTLED_PER_COMMAND;
    }

    void giveBack(Message message) {
        message.hidden = false;
        message.returnNumber = ++returns;
    }

    /** Whether a message was expired, and with many others, so that it may still be there. */
    boolean maybeLeft(long sequence) {
        return leftovers > 0 && gone.get(sequence) == Fate.EXPIRED;
    }

    /** Whether a message that is over may still have a row, though nobody may see it. */
    boolean maybeThere(long sequence) {
        return maybeLeft(sequence) || gone.get(sequence) == Fate.EXPIRED_UNSEEN;
    }

    /** Whether there may be messages that have ended and are not dropped yet. */
    boolean mayHaveLeft() {
        return leftovers > 0;
    }

    boolean maybeGone(Message message, long nowMillis) {
        return message.doubtful
                || message.endMillis <= nowMillis
                || message.sentMillis + retentionMillis() <= nowMillis;
    }

    Range count(long nowMillis, Predicate<Message> which) {
        Collection<Message> all = messages.values().stream().filter(which).toList();
        long certain =
                all.stream().filter(message -> !maybeGone(message, nowMillis)).count();
        return new Range(certain, all.size() + leftovers);
    }

    Range visible(long nowMillis) {
        return count(nowMillis, message -> message.visible(nowMillis));
    }

    /** Messages that a receive can have now: on a FIFO queue not all that are visible. */
    Range available(long nowMillis) {
        if (!isFifo()) {
            return new Range(tenants.available(nowMillis), visible(nowMillis).most());
        }
        Set<Message> possible = fifo.eligible(nowMillis, true);
        return new Range(
                fifo.available(nowMillis), count(nowMillis, possible::contains).most());
    }

    boolean isFifo() {
        return attribute("FifoQueue").equals("true");
    }

    /** As given, or else as AWS has it by default; the in-flight limit is ours. */
    String attribute(String attribute) {
        String otherwise = switch (attribute) {
            case "VisibilityTimeout" -> "30";
            case "IdempotencyWindow" -> "86400";
            case "MessageRetentionPeriod" -> "345600";
            case "MaximumMessageSize" -> "1048576";
            case "InFlightLimit" -> "120000";
            case "FifoQueue", "ContentBasedDeduplication", "MessagePriorities" -> "false";
            case "DeduplicationScope" -> "queue";
            case "FifoThroughputLimit" -> "perQueue";
            default -> "0";
        };
        return attributes.getOrDefault(attribute, otherwise);
    }

    long delayMillis() {
        return number("DelaySeconds") * 1000;
    }

    long visibilityMillis() {
        return number("VisibilityTimeout") * 1000;
    }

    long waitMillis() {
        return number("ReceiveMessageWaitTimeSeconds") * 1000;
    }

    long retentionMillis() {
        return number("MessageRetentionPeriod") * 1000;
    }

    long sizeBytesMax() {
        return number("MaximumMessageSize");
    }

    long inFlightMax() {
        return number("InFlightLimit");
    }

    /** How many a receive may have beside so many in flight. */
    long room(long inFlight, QueueCommand.Receive receive) {
        return Math.max(0, Math.min(receive.messagesMax(), inFlightMax() - inFlight));
    }

    private long number(String attribute) {
        return Long.parseLong(attribute(attribute));
    }
}
