package io.sluice.node.sim;

import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;

/** Judges what is said of a queue without asking its log: hints, counts, whether there is something. */
final class ReadinessJudge {
    private final QueueModel queue;
    private final long nowMillis;

    ReadinessJudge(QueueModel queue, long nowMillis) {
        this.queue = queue;
        this.nowMillis = nowMillis;
    }

    /** A poll that is parked on this word must not miss anything, and must not be woken for nothing. */
    void level(Effect.Level level, long clockMillis) {
        QueueModel.Range available = queue.available(nowMillis);
        // Leases that have run out count until the next receive settles them: then the alarm is due.
        QueueModel.Range leased = queue.count(nowMillis, message -> message.inFlight(nowMillis));
        boolean atLimit = level.limited() || (queue.isFifo() && leased.most() >= queue.inFlightMax());
        long atMillis = Math.max(nowMillis, clockMillis);
        QueueModel.Range allowed = queue.delivery.allowed(leased, atMillis);
        boolean held = allowed.least() == 0 && level.dueMillis() <= queue.delivery.nextMillis(leased, atMillis);
        Rule.DELIVERY.holds(level.visible() <= allowed.most(), "more is promised than is allowed: ", level);
        Rule.Q7_TIME.holds(
                available.least() == 0 || level.visible() > 0 || atLimit || held || level.dueMillis() <= nowMillis,
                "something is visible and nobody is told: ",
                level);
        Rule.Q8_CONSERVATION.holds(level.visible() <= available.most(), "more is promised than there is: ", level);
        Rule.CONTRACT.holds(
                !level.limited() || leased.most() >= queue.inFlightMax() || level.dueMillis() <= nowMillis,
                "limited is what is at its limit: ",
                level);
        for (Message message : queue.messages.values()) {
            long nextMillis = message.visible(nowMillis) ? Long.MAX_VALUE : message.visibleMillis;
            long expiryMillis = Math.min(
                    message.endMillis, message.sentMillis + queue.retentionMillis() + QueueModel.EXPIRY_LATE_MILLIS);
            Rule.Q7_TIME.holds(
                    queue.maybeGone(message, nowMillis) || level.dueMillis() <= Math.min(nextMillis, expiryMillis),
                    "the alarm is too late for ",
                    message.sequence,
                    ": ",
                    level);
        }
        Rule.CONTRACT.holds(level.waitMillis() == queue.waitMillis(), "polls wait as configured: ", level);
    }

    /** The counts that a leader gives at its clock. */
    void described(Reply.QueueDescribed reply, long atMillis) {
        boolean exact = queue.visible(atMillis).contains(reply.visible())
                && queue.count(atMillis, one -> one.inFlight(atMillis)).contains(reply.inFlight())
                && queue.count(atMillis, one -> one.delayed(atMillis)).contains(reply.delayed());
        Rule.Q8_CONSERVATION.holds(exact, "counts are exact: ", reply, " at ", atMillis);
        Rule.CONTRACT.holds(
                reply.attributes().equals(queue.attributes)
                        && reply.name().equals(queue.name)
                        && reply.createdMillis() == queue.createdMillis
                        && reply.modifiedMillis() == queue.modifiedMillis,
                "attributes are as given: ",
                reply);
        boolean certain = queue.leftovers == 0
                && queue.messages.values().stream().noneMatch(one -> queue.maybeGone(one, atMillis));
        long oldestMillis = queue.messages.values().stream()
                .mapToLong(one -> one.sentMillis)
                .min()
                .orElse(0);
        Rule.Q8_CONSERVATION.holds(!certain || reply.oldestMillis() == oldestMillis, "the oldest is: ", oldestMillis);
    }

    /** Whether a receive would find something, as a leader says at its clock. */
    void peeked(Reply.Readiness reply, long atMillis) {
        QueueModel.Range visible = queue.visible(atMillis);
        Rule.Q7_TIME.holds(
                reply.exists()
                        && (reply.ready()
                                ? visible.most() > 0 || queue.limits.ever()
                                : !queue.delivery.isFree()
                                        || queue.available(atMillis).least() == 0),
                "ready is what is visible: ",
                reply);
        boolean certain = queue.leftovers == 0
                && queue.delivery.isFree()
                && !queue.limits.ever()
                && queue.messages.values().stream().noneMatch(one -> queue.maybeGone(one, atMillis));
        long nextMillis = queue.messages.values().stream()
                .mapToLong(one -> one.visibleMillis)
                .filter(millis -> millis > atMillis)
                .min()
                .orElse(Long.MAX_VALUE);
        Rule.Q7_TIME.holds(reply.ready() || !certain || reply.nextDueMillis() == nextMillis, "next is at ", nextMillis);
        Rule.CONTRACT.holds(reply.waitMillis() == queue.waitMillis(), "polls wait as configured: ", reply);
    }
}
