package io.sluice.node.sim;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Reply;

/** One message of a queue as its model has it. */
final class Message {
    final long sequence;
    final long sentMillis;
    final Bytes payload;
    long visibleMillis;
    /** By a lease or a delay whose end was not noted yet. */
    boolean hidden;

    long receives;
    long firstReceivedMillis;
    long lastReceivedMillis;
    /** Who received it last, as far as he says. */
    String holder = "";
    /** May have been dropped unseen. */
    boolean doubtful;
    /** When its own time is over; the greatest number when it has none. */
    long endMillis = Long.MAX_VALUE;
    /** On a FIFO queue; else empty. */
    final String group;

    /** On a standard queue; else empty. */
    String tenant = "";

    int priority = 4;

    /** Its place among those that became visible again; 0 while it is not one of them. */
    long returnNumber;

    Message(long sequence, long sentMillis, Bytes payload, long visibleMillis) {
        this(sequence, sentMillis, payload, visibleMillis, "");
    }

    Message(long sequence, long sentMillis, Bytes payload, long visibleMillis, String group) {
        this.sequence = sequence;
        this.sentMillis = sentMillis;
        this.payload = payload;
        this.visibleMillis = visibleMillis;
        this.group = group;
        this.hidden = visibleMillis > sentMillis;
    }

    /** Whether it waits in the orders that all standard queues have. */
    boolean isPlain() {
        return tenant.isEmpty() && priority == 4;
    }

    /** Whose it is, by whom limits count; empty for nobody's. */
    String share() {
        return group.isEmpty() ? tenant : group;
    }

    /** What it waits in line with. */
    String strand() {
        return tenant + "/" + priority;
    }

    boolean visible(long nowMillis) {
        return visibleMillis <= nowMillis;
    }

    boolean inFlight(long nowMillis) {
        return !visible(nowMillis) && receives > 0;
    }

    boolean delayed(long nowMillis) {
        return !visible(nowMillis) && receives == 0;
    }

    /** Holds the rules by which it may be given now, as this, to anybody. */
    void mayBeGiven(Reply.ReceivedOne one, long nowMillis) {
        Rule.Q7_TIME.holds(!delayed(nowMillis), "visible before its delay is over: ", one);
        Rule.Q3_LEASE_EXCLUSION.holds(visible(nowMillis), "leased until ", visibleMillis, ", and again: ", one);
        Rule.Q6_COUNTING.holds(one.lease() == receives + 1, "received ", receives, " times: ", one);
    }

    /** Was given now, as this. */
    void given(Reply.ReceivedOne one, long nowMillis) {
        doubtful = false;
        receives++;
        if (receives == 1) {
            firstReceivedMillis = nowMillis;
        }
        Rule.Q6_COUNTING.holds(
                one.firstReceivedMillis() == firstReceivedMillis, "first received at ", firstReceivedMillis, ": ", one);
        lastReceivedMillis = nowMillis;
    }
}
