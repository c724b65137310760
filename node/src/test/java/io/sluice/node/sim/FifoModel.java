package io.sluice.node.sim;

import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.sim.GroupModel.Parked;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a FIFO queue has beside its messages: what it remembers, and which messages may be had. */
final class FifoModel {
    private static final long REMEMBERED_MILLIS = 300_000;

    /** What one command settles at most: with more at a time, what is there may be found only by the next one. */
    private static final int SETTLED_PER_COMMAND = 1_000;

    private final QueueModel queue;
    private final Map<List<String>, Sent> sent = new HashMap<>();
    private final Map<String, Attempt> attempts = new HashMap<>();
    private long lastSequence;
    final GroupModel groups;

    FifoModel(QueueModel queue) {
        this.queue = queue;
        this.groups = new GroupModel(queue);
    }

    private record Sent(long millis, long sequence) {}

    /** What an attempt has received, and the term in which it did. */
    record Attempt(long millis, List<Receipt> receipts, long dueMillis, long term) {}

    void forget() {
        sent.clear();
        attempts.clear();
        groups.forget();
    }

    /** The message that this one repeats. */
    Optional<Long> original(Outgoing message, long nowMillis) {
        return Optional.ofNullable(sent.get(key(message)))
                .filter(one -> nowMillis < one.millis() + REMEMBERED_MILLIS)
                .map(Sent::sequence);
    }

    void send(Outgoing message, long sequence, long nowMillis) {
        Rule.F1_SEQUENCES_RISE.holds(sequence > lastSequence, sequence, " comes after ", lastSequence);
        lastSequence = sequence;
        sent.put(key(message), new Sent(nowMillis, sequence));
        groups.sending(message.groupId(), nowMillis);
        queue.send(new Message(
                sequence, nowMillis, message.payload(), nowMillis + queue.delayMillis(), message.groupId()));
    }

    /** A changed delay holds for what is delayed. */
    void delayChanged(long nowMillis) {
        queue.messages.values().stream()
                .filter(message -> message.delayed(nowMillis))
                .forEach(message -> message.visibleMillis = message.sentMillis + queue.delayMillis());
    }

    /** What an attempt has received, if nothing about it has changed. */
    Optional<Attempt> attempt(String attemptId, long nowMillis) {
        return Optional.ofNullable(attempts.get(attemptId))
                .filter(attempt -> nowMillis < attempt.millis() + REMEMBERED_MILLIS)
                .filter(attempt -> attempt.receipts().stream().allMatch(receipt -> {
                    Message message = queue.messages.get(receipt.sequence());
                    return message != null
                            && message.receives == receipt.lease()
                            && message.inFlight(nowMillis)
                            && message.visibleMillis == attempt.dueMillis();
                }));
    }

    void attempted(String attemptId, Attempt attempt) {
        attempts.put(attemptId, attempt);
    }

    /**
     * Messages that are visible, no earlier one of their group is in flight, and their group is not parked.
     *
     * @param perhaps whether one in flight that may have been dropped counts as gone, and a group that may be parked
     *     or be stopped now as one that is not
     */
    Set<Message> eligible(long nowMillis, boolean perhaps) {
        Set<String> blocked = new HashSet<>();
        Parked tolerated = perhaps ? Parked.MAYBE : Parked.NO;
        Set<Message> eligible = new HashSet<>();
        for (Message message : queue.messages.values()) {
            if (message.inFlight(nowMillis)) {
                if (!perhaps || !queue.maybeGone(message, nowMillis)) {
                    blocked.add(message.group);
                }
            } else if (!perhaps && groups.maybeSpent(message)) {
                blocked.add(message.group);
            } else if (message.visible(nowMillis)
                    && !blocked.contains(message.group)
                    && groups.parked(message.group).compareTo(tolerated) <= 0) {
                eligible.add(message);
            }
        }
        return eligible;
    }

    /** Messages that must be given, if they are wanted. */
    long available(long nowMillis) {
        Map<String, Long> certain = new HashMap<>();
        eligible(nowMillis, false).stream()
                .filter(message -> !queue.maybeGone(message, nowMillis))
                .forEach(message -> certain.merge(message.group, 1L, Long::sum));
        return certain.entrySet().stream()
                .mapToLong(one -> Math.min(
                        one.getValue(),
                        queue.limits.allowed(one.getKey(), nowMillis).least()))
                .sum();
    }

    /** Whether more may be due than one command settles. */
    boolean isMuch() {
        return queue.messages.size() > SETTLED_PER_COMMAND;
    }

    private List<String> key(Outgoing message) {
        boolean byGroup = queue.attribute("DeduplicationScope").equals("messageGroup");
        return List.of(byGroup ? message.groupId() : "", message.deduplicationId());
    }
}
