package io.sluice.node.sim;

import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import java.util.List;
import java.util.Optional;

/** Judges what a FIFO queue answers, but for receives. */
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
                Rule.CONTRACT.is(send, reply, new Reply.Rejected(RejectionCode.GROUP_REQUIRED, ""));
                return;
            }
            if (message.byContent() && !byContent) {
                Rule.CONTRACT.is(send, reply, new Reply.Rejected(RejectionCode.DEDUPLICATION_REQUIRED, ""));
                return;
            }
        }
        List<Reply> results = StandardJudge.results(send, reply);
        for (int i = 0; i < send.messages().size(); i++) {
            send(send.messages().get(i), results.get(i));
        }
    }

    private void send(Outgoing message, Reply result) {
        if (queue.keys.judge(message, result, nowMillis)) {
            return;
        }
        if (message.sizeBytes() > queue.sizeBytesMax()) {
            Rule.CONTRACT.is(
                    message, result, new Reply.Rejected(RejectionCode.MESSAGE_TOO_LONG, "" + queue.sizeBytesMax()));
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
            boolean outdated = message.receives != receipt.lease();
            (outdated ? Rule.Q5_FENCING : Rule.CONTRACT).is(receipt, result, EXPIRED);
            queue.touched.fenced.add(receipt.sequence());
            message.doubtful = false;
            return;
        }
        Rule.CONTRACT.is(receipt, result, Reply.Done.DONE);
        queue.leave(message, Fate.DELETED, nowMillis);
    }

    void hide(QueueCommand.Hiding hiding, Reply result) {
        Receipt receipt = hiding.receipt();
        Reply gone = new Reply.Rejected(RejectionCode.MESSAGE_GONE, "");
        if (queue.maybeLeft(receipt.sequence())) {
            return;
        }
        Message message = queue.messages.get(receipt.sequence());
        if (message == null) {
            Rule.CONTRACT.is(hiding, result, gone);
            return;
        }
        if (queue.maybeGone(message, nowMillis)) {
            if (result.equals(gone)) {
                queue.leave(message, Fate.EXPIRED_UNSEEN, nowMillis);
                return;
            }
            message.doubtful = false;
        }
        long untilMillis = nowMillis + hiding.visibilityMillis();
        if (message.receives != receipt.lease()) {
            Rule.Q5_FENCING.is(hiding, result, EXPIRED);
            queue.touched.fenced.add(receipt.sequence());
        } else if (!message.inFlight(nowMillis)) {
            Rule.CONTRACT.is(hiding, result, new Reply.Rejected(RejectionCode.NOT_IN_FLIGHT, ""));
        } else if (untilMillis > message.lastReceivedMillis + HIDDEN_MILLIS_MAX) {
            Rule.CONTRACT.is(hiding, result, new Reply.Rejected(RejectionCode.HIDDEN_TOO_LONG, "43200"));
        } else {
            Rule.CONTRACT.is(hiding, result, Reply.Done.DONE);
            message.visibleMillis = untilMillis;
        }
    }
}
