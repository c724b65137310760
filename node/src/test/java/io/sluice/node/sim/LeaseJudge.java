package io.sluice.node.sim;

import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;

/** Judges what sessions do: it counts only while the message is leased by the very receipt. */
final class LeaseJudge {
    private static final Reply LOST = new Reply.Rejected(RejectionCode.LEASE_LOST, "");

    private final QueueModel queue;
    private final long nowMillis;

    LeaseJudge(QueueModel queue, long nowMillis) {
        this.queue = queue;
        this.nowMillis = nowMillis;
    }

    /** Whether a lease was held, as the result says, which must be so: then the rest is judged as without a session. */
    boolean holds(Receipt receipt, Reply result) {
        boolean lost = result.equals(LOST);
        if (queue.maybeLeft(receipt.sequence())) {
            return !lost;
        }
        Message message = queue.messages.get(receipt.sequence());
        if (message == null || message.receives != receipt.lease() || !message.inFlight(nowMillis)) {
            Rule.LEASES.holds(lost, "what is not leased is lost: ", receipt, " ", result);
            queue.touched.fenced.add(receipt.sequence());
            return false;
        }
        if (lost) {
            Rule.LEASES.holds(queue.maybeGone(message, nowMillis), "what is leased is not lost: ", receipt);
            queue.leave(message, Fate.EXPIRED_UNSEEN, nowMillis);
        }
        return !lost;
    }
}
