package io.sluice.node.sim;

import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import java.util.List;

/** Judges what a standard queue answers, but for receives. */
final class StandardJudge {
    private final QueueModel queue;
    private final long nowMillis;

    StandardJudge(QueueModel queue, long nowMillis) {
        this.queue = queue;
        this.nowMillis = nowMillis;
    }

    void send(QueueCommand.Send send, Reply reply) {
        List<Reply> results = results(send, reply);
        for (int i = 0; i < send.messages().size(); i++) {
            QueueCommand.Outgoing message = send.messages().get(i);
            Reply result = results.get(i);
            if (queue.keys.judge(message, result, nowMillis)) {
                continue;
            }
            if (message.sizeBytes() > queue.sizeBytesMax()) {
                Rule.CONTRACT.is(
                        send, result, new Reply.Rejected(RejectionCode.MESSAGE_TOO_LONG, "" + queue.sizeBytesMax()));
            } else if (message.priority() != 4
                    && !queue.attribute("MessagePriorities").equals("true")) {
                Rule.CONTRACT.is(send, result, new Reply.Rejected(RejectionCode.NO_PRIORITIES, ""));
            } else if (!queue.livesTooLong(message, result)) {
                Rule.CONTRACT.holds(result instanceof Reply.SentOne, "a message of allowed size is sent: ", result);
                Message sent = new Message(
                        ((Reply.SentOne) result).sequence(),
                        nowMillis,
                        message.payload(),
                        nowMillis + message.delayMillis().orElse(queue.delayMillis()));
                message.ttlMillis().ifPresent(millis -> sent.endMillis = nowMillis + millis);
                sent.tenant = message.groupId();
                sent.priority = message.priority();
                queue.send(sent);
                queue.keys.sent(message, ((Reply.SentOne) result).sequence(), nowMillis);
                if (!sent.isPlain() && sent.visible(nowMillis)) {
                    queue.giveBack(sent);
                }
            }
        }
    }

    /** What is answered to each message of a send. */
    static List<Reply> results(QueueCommand.Send send, Reply reply) {
        Rule.CONTRACT.holds(
                reply instanceof Reply.Sent sent
                        && sent.messages().size() == send.messages().size(),
                "one result per message: ",
                reply);
        return ((Reply.Sent) reply).messages();
    }

    /** An outdated receipt deletes nothing, and is told nothing of that. */
    void delete(QueueCommand.Receipt receipt, Reply result) {
        Rule.CONTRACT.is(receipt, result, Reply.Done.DONE);
        Message message = queue.messages.get(receipt.sequence());
        if (message != null && message.receives == receipt.lease()) {
            queue.leave(message, Fate.DELETED, nowMillis);
        } else if (message != null) {
            queue.touched.fenced.add(receipt.sequence());
        }
    }

    /** An older receipt hides, too, by the contract. */
    void hide(QueueCommand.Hiding hiding, Reply result) {
        Reply gone = new Reply.Rejected(RejectionCode.MESSAGE_GONE, "");
        Message message = queue.messages.get(hiding.receipt().sequence());
        if (queue.maybeLeft(hiding.receipt().sequence())) {
            return;
        }
        if (message == null || message.receives < hiding.receipt().lease()) {
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
        if (untilMillis > message.lastReceivedMillis + 12 * 3_600_000) {
            Rule.CONTRACT.is(hiding, result, new Reply.Rejected(RejectionCode.HIDDEN_TOO_LONG, "43200"));
        } else {
            Rule.CONTRACT.is(hiding, result, Reply.Done.DONE);
            message.visibleMillis = untilMillis;
            message.hidden = true;
            message.returnNumber = 0;
            if (untilMillis == nowMillis) {
                queue.giveBack(message);
            }
        }
    }
}
