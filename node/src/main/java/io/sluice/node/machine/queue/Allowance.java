package io.sluice.node.machine.queue;

import io.sluice.node.command.Delivery;
import io.sluice.node.command.Rate;
import io.sluice.node.command.Withheld;
import java.util.Optional;

/**
 * How many messages a queue may give at one log time by what its owner has set (ADR 0033), and what makes it so few. A
 * rate is kept as the time up to which it is used up: each message pays for an interval from then on, or from now,
 * whichever is later, and a message may go while that is less than a burst ahead (the generic cell rate algorithm,
 * ITU-T I.371).
 *
 * @param messages {@link Long#MAX_VALUE} without a limit
 * @param reason what would keep one more back
 */
record Allowance(long messages, Withheld reason) {
    private static final Allowance FREE = new Allowance(Long.MAX_VALUE, Withheld.NOTHING);
    private static final long MICROS_PER_MILLI = 1000;

    /**
     * What may be given now.
     *
     * @param leased messages in flight
     */
    static Allowance of(Delivery delivery, long leased, long nowMillis) {
        if (delivery.isFree()) {
            return FREE;
        }
        if (delivery.pausedMillis() != 0) {
            return new Allowance(0, Withheld.PAUSED);
        }
        long inFlightMax = delivery.limits().inFlightMax();
        Allowance byFlight =
                inFlightMax == 0 ? FREE : new Allowance(Math.max(0, inFlightMax - leased), Withheld.IN_FLIGHT);
        Optional<Rate> rate = delivery.limits().rate();
        if (rate.isEmpty()) {
            return byFlight;
        }
        long paid = byTime(rate.get(), delivery.paidMicros(), nowMillis);
        return paid < byFlight.messages() ? new Allowance(paid, Withheld.RATE) : byFlight;
    }

    private static long byTime(Rate rate, long paidMicros, long nowMillis) {
        long nowMicros = nowMillis * MICROS_PER_MILLI;
        long aheadMicros = Math.max(0, paidMicros - nowMicros);
        return Math.max(0, rate.burst() - ceilDiv(aheadMicros, rate.intervalMicros()));
    }

    /** How the queue gives its messages once it has given so many now. */
    static Delivery after(Delivery delivery, long given, long nowMillis) {
        Optional<Rate> rate = delivery.limits().rate();
        if (rate.isEmpty() || given == 0) {
            return delivery;
        }
        long from = Math.max(delivery.paidMicros(), nowMillis * MICROS_PER_MILLI);
        return new Delivery(
                delivery.pausedMillis(),
                delivery.limits(),
                from + given * rate.get().intervalMicros());
    }

    /** Log time at which the rate lets a message go again; {@link Long#MAX_VALUE} without a rate, or while paused. */
    static long nextMillis(Delivery delivery) {
        if (delivery.pausedMillis() != 0) {
            return Long.MAX_VALUE;
        }
        return delivery.limits()
                .rate()
                .map(rate ->
                        ceilDiv(delivery.paidMicros() - (rate.burst() - 1) * rate.intervalMicros(), MICROS_PER_MILLI))
                .orElse(Long.MAX_VALUE);
    }

    private static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
