package io.sluice.node.sim;

import io.sluice.node.command.DeliveryLimits;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Rate;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Withheld;
import io.sluice.node.sim.QueueModel.Range;

/** How one queue gives its messages: what its owner has set, and a bucket of time that fills up and is paid from. */
final class DeliveryModel {
    private static final long MICROS_PER_MILLI = 1000;

    private boolean paused;
    private DeliveryLimits limits = DeliveryLimits.NONE;
    private long bucketMicros;
    private long bucketMillis;

    void set(QueueCommand.SetDelivery command, long nowMillis) {
        paused = command.paused().orElse(paused);
        DeliveryLimits given = command.limits().orElse(limits);
        if (!given.equals(limits)) {
            limits = given;
            bucketMicros = full();
            bucketMillis = nowMillis;
        }
    }

    boolean isFree() {
        return !paused && limits.equals(DeliveryLimits.NONE);
    }

    /** How many messages may be given now, at least and at most. */
    Range allowed(Range inFlight, long nowMillis) {
        if (paused) {
            return new Range(0, 0);
        }
        long byTime = limits.rate()
                .map(rate -> microsAt(nowMillis) / rate.intervalMicros())
                .orElse(Long.MAX_VALUE);
        return new Range(Math.min(byTime, byFlight(inFlight.most())), Math.min(byTime, byFlight(inFlight.least())));
    }

    private long byFlight(long inFlight) {
        return limits.inFlightMax() == 0 ? Long.MAX_VALUE : Math.max(0, limits.inFlightMax() - inFlight);
    }

    /** Log time by which the rate lets a message go, or {@link Long#MAX_VALUE} while something else holds it back. */
    long nextMillis(Range inFlight, long nowMillis) {
        long missingMicros = limits.rate()
                .map(rate -> Math.max(0, rate.intervalMicros() - microsAt(nowMillis)))
                .orElse(0L);
        boolean otherwise = paused || byFlight(inFlight.most()) == 0;
        return otherwise ? Long.MAX_VALUE : nowMillis + (missingMicros + MICROS_PER_MILLI - 1) / MICROS_PER_MILLI;
    }

    /** A receive has given so many; what it says to have held back must be what can have been. */
    void gave(Reply.Received received, Range allowed, Range available, long nowMillis) {
        int count = received.messages().size();
        bucketMicros = microsAt(nowMillis)
                - count * limits.rate().map(Rate::intervalMicros).orElse(0L);
        bucketMillis = nowMillis;
        Rule.DELIVERY.holds(
                !paused || available.least() == 0 || received.withheld() == Withheld.PAUSED,
                "a paused queue says so: ",
                received);
        boolean byOwner = received.withheld() == Withheld.RATE || received.withheld() == Withheld.IN_FLIGHT;
        Rule.DELIVERY.holds(
                !byOwner || (allowed.contains(count) && available.most() > count),
                "nothing is held back for no reason: ",
                received);
    }

    /** What is in the bucket; a leader's clock may be ahead of log time. */
    private long microsAt(long millis) {
        return Math.min(full(), bucketMicros + Math.max(0, millis - bucketMillis) * MICROS_PER_MILLI);
    }

    private long full() {
        return limits.rate().map(rate -> rate.burst() * rate.intervalMicros()).orElse(0L);
    }
}
