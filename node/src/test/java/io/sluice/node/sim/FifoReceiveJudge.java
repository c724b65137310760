package io.sluice.node.sim;

import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Withheld;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges one receive of a FIFO queue: each group from its first message that is left, and all that may be had. */
final class FifoReceiveJudge {
    private static final long HIDDEN_MILLIS_MAX = 12 * 3_600_000L;

    private final QueueModel queue;
    private final long nowMillis;

    FifoReceiveJudge(QueueModel queue, long nowMillis) {
        this.queue = queue;
        this.nowMillis = nowMillis;
    }

    void judge(QueueCommand.Receive receive, Reply reply) {
        queue.expire(nowMillis);
        Rule.CONTRACT.holds(reply instanceof Reply.Received, "a receive is answered as one: ", reply);
        List<Reply.ReceivedOne> received = ((Reply.Received) reply).messages();
        if (queue.leftovers > 0 && received.isEmpty()) {
            return;
        }
        Optional<FifoModel.Attempt> attempt = queue.fifo.attempt(receive.attemptId(), nowMillis);
        long untilMillis = nowMillis + receive.visibilityMillis().orElse(queue.visibilityMillis());
        if (attempt.isPresent() && repeats(attempt.get(), received)) {
            repeat(receive, attempt.get(), untilMillis);
        } else {
            first(receive, (Reply.Received) reply, untilMillis);
        }
    }

    private boolean repeats(FifoModel.Attempt attempt, List<Reply.ReceivedOne> received) {
        boolean same = receipts(received).equals(attempt.receipts());
        boolean certain = attempt.receipts().stream()
                .noneMatch(receipt -> queue.maybeGone(queue.existing(receipt.sequence()), nowMillis));
        Rule.F7_ATTEMPTS.holds(same || !certain, "received were ", attempt, ", and now ", received);
        return same;
    }

    private void repeat(QueueCommand.Receive receive, FifoModel.Attempt attempt, long untilMillis) {
        long dueMillis = untilMillis;
        for (Receipt receipt : attempt.receipts()) {
            Message message = queue.existing(receipt.sequence());
            dueMillis = Math.min(untilMillis, message.lastReceivedMillis + HIDDEN_MILLIS_MAX);
            message.visibleMillis = dueMillis;
            message.doubtful = false;
        }
        queue.fifo.attempted(
                receive.attemptId(),
                new FifoModel.Attempt(attempt.millis(), attempt.receipts(), dueMillis, attempt.term()));
        queue.coverage.repeated(attempt.term());
    }

    private void first(QueueCommand.Receive receive, Reply.Received reply, long untilMillis) {
        List<Reply.ReceivedOne> received = reply.messages();
        QueueModel.Range inFlight = queue.count(nowMillis, message -> message.inFlight(nowMillis));
        QueueModel.Range allowed = queue.delivery.allowed(inFlight, nowMillis);
        QueueModel.Range available = queue.available(nowMillis);
        Set<Message> eligible = queue.fifo.eligible(nowMillis, true);
        List<Message> given = new ArrayList<>();
        for (Reply.ReceivedOne one : received) {
            Message message = queue.existing(one.sequence());
            message.mayBeGiven(one, nowMillis);
            Rule.Q3_LEASE_EXCLUSION.holds(!given.contains(message), "once per receive: ", one);
            Rule.PARKED_GROUPS.holds(!queue.fifo.groups.surelySpent(message), "received too often: ", one);
            given.add(message);
        }
        order(given, eligible, receive.consumer());
        given.forEach(message -> passed(message, given));
        boolean maybeLater = queue.leftovers > 0 || queue.fifo.isMuch();
        long asked = Math.min(allowed.least(), queue.room(inFlight.most(), receive));
        long least = maybeLater ? 0 : Math.min(asked, available.least());
        long most = Math.min(queue.room(inFlight.least(), receive), available.most());
        Rule.DELIVERY.holds(
                given.size() <= allowed.most(), given.size(), " received, though the owner allows ", allowed);
        QueueModel.Range there = maybeLater ? new QueueModel.Range(0, Long.MAX_VALUE) : available;
        queue.delivery.gave(reply, allowed, there, nowMillis);
        if (given.size() < least) {
            throw new Rule.BrokenRule(keptBack(given), given.size() + " received, though there are " + available);
        }
        Rule.CONTRACT.holds(given.size() <= most, given.size(), " received, though allowed are ", most);
        // A receive does not come to the groups that their limits have shut.
        boolean satisfied = given.size() >= asked || queue.limits.ever();
        for (int i = 0; i < given.size(); i++) {
            Message message = given.get(i);
            Rule.DELIVERY.holds(
                    queue.limits.allowed(message.group, nowMillis).most() > 0, "beyond the limits of ", message.group);
            lease(message, received.get(i), untilMillis, receive.consumer());
            queue.limits.pay(message.group, nowMillis);
        }
        queue.fifo.groups.received(given, satisfied, nowMillis);
        Rule.DELIVERY.holds(
                reply.withheld() != Withheld.GROUPS || queue.limits.ever() || queue.fifo.groups.mayStand(),
                "nothing of a group is held back for no reason: ",
                reply);
        if (!receive.attemptId().isEmpty() && !given.isEmpty() && untilMillis > nowMillis) {
            queue.fifo.attempted(
                    receive.attemptId(),
                    new FifoModel.Attempt(nowMillis, receipts(received), untilMillis, queue.coverage.term()));
        }
    }

    /** A group's messages come together and in order, and nothing is left out before one that is given. */
    private void order(List<Message> given, Set<Message> eligible, String receiver) {
        Set<String> groups = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            Message message = given.get(i);
            boolean sameGroup = i > 0 && given.get(i - 1).group.equals(message.group);
            Rule.F3_BLOCKED_GROUP.holds(
                    sameGroup || groups.add(message.group), "a group comes in parts: ", message.sequence);
            Rule.F3_BLOCKED_GROUP.holds(
                    !sameGroup || message.sequence > given.get(i - 1).sequence,
                    message.sequence,
                    " comes after one that was sent later");
            List<Message> before = given.subList(0, i);
            queue.messages.headMap(message.sequence).values().stream()
                    .filter(earlier -> earlier.group.equals(message.group) && !before.contains(earlier))
                    .forEach(earlier -> passedOver(earlier, given, receiver)
                            .holds(
                                    queue.maybeGone(earlier, nowMillis),
                                    message.sequence,
                                    " is given to '",
                                    receiver,
                                    "', though there is ",
                                    earlier.sequence));
            Rule.PARKED_GROUPS.holds(eligible.contains(message), "of a group that was stopped: ", message.sequence);
        }
    }

    /** The rule that is broken when a later one of its group is given before this message. */
    private Rule passedOver(Message earlier, List<Message> given, String receiver) {
        if (earlier.inFlight(nowMillis)) {
            return earlier.holder.equals(receiver) ? Rule.F3_BLOCKED_GROUP : Rule.F4_ONE_HOLDER;
        }
        if (given.contains(earlier)) {
            return Rule.F3_BLOCKED_GROUP;
        }
        return earlier.receives > 0 ? Rule.F5_REDELIVERY_RESTARTS : Rule.F2_FIRST_IN_ORDER;
    }

    /** The rule that is broken when more could be given than was. */
    private Rule keptBack(List<Message> given) {
        Set<String> served = given.stream().map(message -> message.group).collect(Collectors.toSet());
        boolean groupLeftOut = queue.fifo.eligible(nowMillis, false).stream()
                .anyMatch(message -> !served.contains(message.group)
                        && queue.limits.allowed(message.group, nowMillis).least() > 0);
        boolean otherBlocked = queue.messages.values().stream().anyMatch(message -> message.inFlight(nowMillis));
        return groupLeftOut && otherBlocked ? Rule.F8_INDEPENDENCE : Rule.Q1_NO_ACKED_LOSS;
    }

    /**
     * Past its retention a message may be gone, in flight or not, and then keeps nothing back. But it is one or the
     * other: once a later one of its group was given without it, it must never be seen again.
     */
    private void passed(Message message, List<Message> given) {
        for (Message earlier :
                List.copyOf(queue.messages.headMap(message.sequence).values())) {
            if (earlier.group.equals(message.group) && !given.contains(earlier)) {
                queue.remove(earlier.sequence, Fate.EXPIRED_UNSEEN);
            }
        }
    }

    private void lease(Message message, Reply.ReceivedOne one, long untilMillis, String receiver) {
        queue.touched.released.remove(message.sequence);
        message.given(one, nowMillis);
        message.holder = receiver;
        message.visibleMillis = untilMillis;
    }

    private static List<Receipt> receipts(List<Reply.ReceivedOne> received) {
        return received.stream()
                .map(one -> new Receipt(one.sequence(), one.lease()))
                .toList();
    }
}
