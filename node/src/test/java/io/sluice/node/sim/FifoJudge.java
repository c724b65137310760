package io.sluice.node.sim;

import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.sim.QueueModel.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges what a FIFO queue answers otherwise than a standard one does. */
final class FifoJudge {
    private static final long HIDDEN_MILLIS_MAX = 12 * 3_600_000L;
    private static final Reply EXPIRED = new Reply.Rejected(RejectionCode.RECEIPT_EXPIRED, "");

    private final QueueModel queue;
    private final long nowMillis;

    FifoJudge(QueueModel queue, long nowMillis) {
        this.queue = queue;
        this.nowMillis = nowMillis;
    }

    void send(QueueCommand.Send send, Reply reply) {
        boolean byContent = queue.attribute("ContentBasedDeduplication").equals("true");
        for (Outgoing message : send.messages()) {
            if (message.groupId().isEmpty()) {
                is(send, reply, new Reply.Rejected(RejectionCode.GROUP_REQUIRED, ""));
                return;
            }
            if (message.byContent() && !byContent) {
                is(send, reply, new Reply.Rejected(RejectionCode.DEDUPLICATION_REQUIRED, ""));
                return;
            }
        }
        Rule.CONTRACT.holds(
                reply instanceof Reply.Sent sent
                        && sent.messages().size() == send.messages().size(),
                "one result per message: ",
                reply);
        for (int i = 0; i < send.messages().size(); i++) {
            send(send.messages().get(i), ((Reply.Sent) reply).messages().get(i));
        }
    }

    private void send(Outgoing message, Reply result) {
        if (queue.keys.judge(message, result, nowMillis)) {
            return;
        }
        if (message.sizeBytes() > queue.sizeBytesMax()) {
            is(message, result, new Reply.Rejected(RejectionCode.MESSAGE_TOO_LONG, "" + queue.sizeBytesMax()));
            return;
        }
        if (queue.livesTooLong(message, result)) {
            return;
        }
        Rule.CONTRACT.holds(result instanceof Reply.SentOne, "a message of allowed size is sent: ", result);
        long sequence = ((Reply.SentOne) result).sequence();
        Optional<Long> original = queue.fifo.original(message, nowMillis);
        if (original.isPresent()) {
            Rule.F6_DEDUPLICATION.holds(sequence == original.get(), message, " repeats ", original, ": ", result);
        } else {
            Rule.F6_DEDUPLICATION.holds(!queue.messages.containsKey(sequence), message, " repeats nothing: ", result);
            queue.fifo.send(message, sequence, nowMillis);
            message.ttlMillis().ifPresent(millis -> queue.existing(sequence).endMillis = nowMillis + millis);
        }
        queue.keys.sent(message, sequence, nowMillis);
    }

    void delete(Receipt receipt, Reply result) {
        Message message = queue.messages.get(receipt.sequence());
        if (message == null) {
            boolean maybeThere = queue.maybeLeft(receipt.sequence()) && result.equals(EXPIRED);
            Rule.CONTRACT.holds(
                    maybeThere || result.equals(Reply.Done.DONE), "what is gone is deleted: ", receipt, " ", result);
            return;
        }
        boolean holds = message.receives == receipt.lease() && message.inFlight(nowMillis);
        boolean unseen = queue.maybeGone(message, nowMillis) && result.equals(Reply.Done.DONE);
        if (!holds && !unseen) {
            is(receipt, result, EXPIRED);
            message.doubtful = false;
            return;
        }
        is(receipt, result, Reply.Done.DONE);
        queue.leave(message, "deleted", nowMillis);
    }

    void hide(QueueCommand.Hiding hiding, Reply result) {
        Receipt receipt = hiding.receipt();
        Reply gone = new Reply.Rejected(RejectionCode.MESSAGE_GONE, "");
        if (queue.maybeLeft(receipt.sequence())) {
            return;
        }
        Message message = queue.messages.get(receipt.sequence());
        if (message == null) {
            is(hiding, result, gone);
            return;
        }
        if (queue.maybeGone(message, nowMillis)) {
            if (result.equals(gone)) {
                queue.leave(message, "expired unseen", nowMillis);
                return;
            }
            message.doubtful = false;
        }
        long untilMillis = nowMillis + hiding.visibilityMillis();
        if (message.receives != receipt.lease()) {
            is(hiding, result, EXPIRED);
        } else if (!message.inFlight(nowMillis)) {
            is(hiding, result, new Reply.Rejected(RejectionCode.NOT_IN_FLIGHT, ""));
        } else if (untilMillis > message.lastReceivedMillis + HIDDEN_MILLIS_MAX) {
            is(hiding, result, new Reply.Rejected(RejectionCode.HIDDEN_TOO_LONG, "43200"));
        } else {
            is(hiding, result, Reply.Done.DONE);
            message.visibleMillis = untilMillis;
        }
    }

    void receive(QueueCommand.Receive receive, Reply reply) {
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
                receive.attemptId(), new FifoModel.Attempt(attempt.millis(), attempt.receipts(), dueMillis));
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
            Rule.Q7_TIME.holds(!message.delayed(nowMillis), "visible before its delay is over: ", one);
            Rule.Q3_LEASE_EXCLUSION.holds(
                    message.visible(nowMillis) && !given.contains(message), "leased, and again: ", one);
            Rule.Q6_COUNTING.holds(one.lease() == message.receives + 1, "received ", message.receives, " times: ", one);
            Rule.PARKED_GROUPS.holds(!queue.fifo.groups.surelySpent(message), "received too often: ", one);
            given.add(message);
        }
        order(given, eligible);
        given.forEach(message -> passed(message, given));
        boolean maybeLater = queue.leftovers > 0 || queue.fifo.isMuch();
        long asked = Math.min(allowed.least(), room(inFlight.most(), receive));
        long least = maybeLater ? 0 : Math.min(asked, available.least());
        long most = Math.min(room(inFlight.least(), receive), available.most());
        Rule.DELIVERY.holds(
                given.size() <= allowed.most(), given.size(), " received, though the owner allows ", allowed);
        QueueModel.Range there = maybeLater ? new QueueModel.Range(0, Long.MAX_VALUE) : available;
        queue.delivery.gave(reply, allowed, there, nowMillis);
        Rule.Q1_NO_LOSS.holds(given.size() >= least, given.size(), " received, though there are ", available);
        Rule.CONTRACT.holds(given.size() <= most, given.size(), " received, though allowed are ", most);
        boolean satisfied = given.size() >= asked;
        for (int i = 0; i < given.size(); i++) {
            lease(given.get(i), received.get(i), untilMillis);
        }
        queue.fifo.groups.received(given, satisfied, nowMillis);
        if (!receive.attemptId().isEmpty() && !given.isEmpty() && untilMillis > nowMillis) {
            queue.fifo.attempted(
                    receive.attemptId(), new FifoModel.Attempt(nowMillis, receipts(received), untilMillis));
        }
    }

    /** A group's messages come together, from the first that is left, with nothing left out. */
    private void order(List<Message> given, Set<Message> eligible) {
        Set<String> groups = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            Message message = given.get(i);
            Rule.F3_BLOCKED_GROUP.holds(eligible.contains(message), "behind one in flight: ", message.sequence);
            boolean sameGroup = i > 0 && given.get(i - 1).group.equals(message.group);
            Rule.F3_BLOCKED_GROUP.holds(
                    sameGroup || groups.add(message.group), "a group comes in parts: ", message.sequence);
            long after = sameGroup ? given.get(i - 1).sequence : 0;
            Rule.F2_ORDER.holds(message.sequence > after, message.sequence, " comes after ", after);
            for (Message between :
                    queue.messages.subMap(after + 1, message.sequence).values()) {
                Rule.F2_ORDER.holds(
                        !between.group.equals(message.group) || queue.maybeGone(between, nowMillis),
                        between.sequence,
                        " is left out before ",
                        message.sequence);
            }
        }
    }

    /**
     * Past its retention a message may be gone, in flight or not, and then keeps nothing back. But it is one or the
     * other: once a later one of its group was given without it, it must never be seen again.
     */
    private void passed(Message message, List<Message> given) {
        for (Message earlier :
                List.copyOf(queue.messages.headMap(message.sequence).values())) {
            if (earlier.group.equals(message.group) && !given.contains(earlier)) {
                queue.remove(earlier.sequence, "expired unseen");
            }
        }
    }

    private void lease(Message message, Reply.ReceivedOne one, long untilMillis) {
        message.doubtful = false;
        message.receives++;
        if (message.receives == 1) {
            message.firstReceivedMillis = nowMillis;
        }
        Rule.Q6_COUNTING.holds(
                one.firstReceivedMillis() == message.firstReceivedMillis,
                "first received at ",
                message.firstReceivedMillis,
                ": ",
                one);
        message.lastReceivedMillis = nowMillis;
        message.visibleMillis = untilMillis;
    }

    private long room(long inFlight, QueueCommand.Receive receive) {
        return Math.max(0, Math.min(receive.messagesMax(), queue.inFlightMax() - inFlight));
    }

    private static List<Receipt> receipts(List<Reply.ReceivedOne> received) {
        return received.stream()
                .map(one -> new Receipt(one.sequence(), one.lease()))
                .toList();
    }

    private static void is(Object command, Reply reply, Reply expected) {
        Rule.CONTRACT.holds(reply.equals(expected), command, " is answered ", expected, ", not ", reply);
    }
}
