package io.sluice.node.sim;

import io.sluice.node.command.GroupPolicy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the message groups of one FIFO queue that were stopped. Which groups a receive comes to is the
 * machine's choice, and a message past its retention may be gone; where that decides, the model does not know.
 */
final class GroupModel {
    private final QueueModel queue;
    private final Map<String, Parked> parked = new HashMap<>();
    /** How many receives of a message were forgiven, at most. */
    private final Map<Long, Long> forgiven = new HashMap<>();

    GroupPolicy policy = GroupPolicy.AWS;

    GroupModel(QueueModel queue) {
        this.queue = queue;
    }

    /** Whether a group is parked. */
    enum Parked {
        NO,
        MAYBE,
        YES
    }

    void forget() {
        parked.clear();
    }

    Parked parked(String group) {
        return parked.getOrDefault(group, Parked.NO);
    }

    /** Whether some group stands, or may. */
    boolean mayStand() {
        return !parked.isEmpty();
    }

    /** The group stands now, or may. */
    void park(String group, Parked how) {
        if (parked(group) != Parked.YES) {
            parked.put(group, how);
        }
    }

    /** The group goes on, and its first message was forgiven if it stood. */
    void resume(String group, long nowMillis) {
        if (parked(group) == Parked.NO) {
            return;
        }
        parked.remove(group);
        for (Message message : queue.messages.values()) {
            if (message.group.equals(group) && !message.delayed(nowMillis)) {
                forgiven.put(message.sequence, message.receives);
                if (!queue.maybeGone(message, nowMillis)) {
                    return;
                }
            }
        }
    }

    /** A message comes: if all others of its group may be gone, the group may be another than the one that stood. */
    void sending(String group, long nowMillis) {
        boolean certain = queue.messages.values().stream()
                .anyMatch(message -> message.group.equals(group) && !queue.maybeGone(message, nowMillis));
        if (!certain && parked(group) == Parked.YES) {
            parked.put(group, Parked.MAYBE);
        }
    }

    /** A message of a group is gone; a group without messages stands no more. */
    void gone(String group) {
        boolean empty = queue.messages.values().stream().noneMatch(message -> message.group.equals(group));
        if (empty && queue.leftovers > 0) {
            parked.computeIfPresent(group, (name, was) -> Parked.MAYBE);
        } else if (empty) {
            parked.remove(group);
        }
    }

    /** Whether a message may have been received so often that it stops its group instead. */
    boolean maybeSpent(Message message) {
        return policy.isMet(message.receives);
    }

    /** Whether it has been for certain. */
    boolean surelySpent(Message message) {
        return policy.isMet(message.receives
                - Optional.ofNullable(forgiven.get(message.sequence)).orElse(0L));
    }

    /**
     * A receive has come to groups, to all of them if it was not satisfied: those whose first message is spent stand,
     * or may. What it has given is spent only for the next one, though it may be visible again at once.
     */
    void received(List<Message> given, boolean satisfied, long nowMillis) {
        Set<String> seen = new HashSet<>();
        Set<String> doubts = new HashSet<>();
        for (Message message : queue.messages.values()) {
            boolean certain = !queue.maybeGone(message, nowMillis);
            if (seen.contains(message.group) || message.delayed(nowMillis)) {
                continue;
            }
            boolean spent = message.visible(nowMillis) && maybeSpent(message) && !given.contains(message);
            if (spent) {
                park(
                        message.group,
                        certain
                                        && !doubts.contains(message.group)
                                        && surelySpent(message)
                                        && !satisfied
                                        && queue.leftovers == 0
                                ? Parked.YES
                                : Parked.MAYBE);
            }
            (certain ? seen : doubts).add(message.group);
        }
    }
}
