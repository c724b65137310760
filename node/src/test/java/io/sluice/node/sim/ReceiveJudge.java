package io.sluice.node.sim;

import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Withheld;
import io.sluice.node.sim.QueueModel.Range;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Judges one receive: nothing that may not be had, and everything that may, up to what was asked for. */
final class ReceiveJudge {
    private final QueueModel queue;
    private final long nowMillis;

    ReceiveJudge(QueueModel queue, long nowMillis) {
        this.queue = queue;
        this.nowMillis = nowMillis;
    }

    void judge(QueueCommand.Receive receive, Reply reply) {
        queue.expire(nowMillis);
        queue.ordered &= queue.settle(nowMillis);
        Range inFlight = queue.count(nowMillis, message -> message.inFlight(nowMillis));
        Range visible = queue.visible(nowMillis);
        Range allowed = queue.delivery.allowed(inFlight, nowMillis);
        long available = queue.tenants.available(nowMillis);
        boolean patient = receive.patience().waits(queue.waitMillis());
        if (reply instanceof Reply.Rejected rejected) {
            Rule.CONTRACT.holds(
                    rejected.code() == RejectionCode.IN_FLIGHT_LIMIT
                            && !patient
                            && allowed.most() > 0
                            && inFlight.most() >= queue.inFlightMax(),
                    "only a short poll at the limit is refused: ",
                    reply);
            return;
        }
        Rule.CONTRACT.holds(reply instanceof Reply.Received, "a receive is answered as one: ", reply);
        Reply.Received received = (Reply.Received) reply;
        Rule.CONTRACT.holds(
                patient || queue.leftovers > 0 || allowed.least() == 0 || inFlight.least() < queue.inFlightMax(),
                "a short poll at the limit is refused");
        order(received);
        Set<Long> sequences = new HashSet<>();
        for (Reply.ReceivedOne one : received.messages()) {
            Rule.Q3_LEASE_EXCLUSION.holds(sequences.add(one.sequence()), "once per receive: ", one);
            lease(receive, one);
        }
        long least = queue.leftovers > 0
                ? 0
                : Math.min(allowed.least(), Math.min(queue.room(inFlight.most(), receive), available));
        long most = Math.min(queue.room(inFlight.least(), receive), visible.most());
        int count = received.messages().size();
        Rule.DELIVERY.holds(count <= allowed.most(), count, " received, though the owner allows ", allowed);
        Range there = queue.leftovers > 0 ? new Range(0, Long.MAX_VALUE) : visible;
        queue.delivery.gave(received, allowed, there, nowMillis);
        Rule.DELIVERY.holds(
                received.withheld() != Withheld.GROUPS || there.most() > count,
                "nothing of a tenant is held back for no reason: ",
                received);
        reasons(received, inFlight, visible, available);
        Rule.Q1_NO_ACKED_LOSS.holds(count >= least, count, " received, though there are ", visible);
        Rule.CONTRACT.holds(count <= most, count, " received, though allowed are ", most);
    }

    /** What is kept back is told why, and nothing is told without a cause. */
    private void reasons(Reply.Received received, Range inFlight, Range visible, long available) {
        int count = received.messages().size();
        boolean atLimit = inFlight.most() + count >= queue.inFlightMax();
        Rule.CONTRACT.holds(
                received.withheld() != Withheld.QUEUE_IN_FLIGHT || (atLimit && visible.most() > count),
                "nothing is held back by a limit that is not reached: ",
                received);
        Rule.CONTRACT.holds(
                received.withheld() != Withheld.EXPIRING || queue.mayHaveLeft(),
                "nothing is dropped later for no reason: ",
                received);
        boolean told = received.withheld() != Withheld.NOTHING || count > 0;
        Rule.CONTRACT.holds(
                told || queue.mayHaveLeft() || inFlight.least() < queue.inFlightMax() || available == 0,
                "nothing at the limit, and no reason: ",
                received);
    }

    /** Of those that are visible again, the first to be so are the first to be given. */
    private void order(Reply.Received received) {
        Set<Long> given = new HashSet<>();
        received.messages().forEach(one -> given.add(one.sequence()));
        Map<String, Long> last = new HashMap<>();
        for (Reply.ReceivedOne one : received.messages()) {
            Message message = queue.messages.get(one.sequence());
            if (message != null) {
                last.merge(message.strand(), message.returnNumber, Math::max);
            }
        }
        for (Message waiting : queue.messages.values()) {
            Rule.RETURNS_IN_ORDER.holds(
                    !queue.ordered
                            || waiting.returnNumber == 0
                            || waiting.returnNumber > last.getOrDefault(waiting.strand(), 0L)
                            || given.contains(waiting.sequence)
                            || queue.maybeGone(waiting, nowMillis),
                    "overtaken by one that became visible later: ",
                    waiting.sequence);
        }
    }

    private void lease(QueueCommand.Receive receive, Reply.ReceivedOne one) {
        Message message = queue.existing(one.sequence());
        queue.tenants.gives(message, nowMillis);
        message.mayBeGiven(one, nowMillis);
        message.given(one, nowMillis);
        message.hidden = true;
        message.returnNumber = 0;
        message.visibleMillis = nowMillis + receive.visibilityMillis().orElse(queue.visibilityMillis());
    }
}
