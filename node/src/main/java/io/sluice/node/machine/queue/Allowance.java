package io.sluice.node.machine.queue;

import io.sluice.node.command.Delivery;
import io.sluice.node.command.DeliveryLimits;
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
    /** Of a message group that is parked. */
    static final Allowance SHUT = new Allowance(0, Withheld.GROUPS);

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
        DeliveryLimits limits = delivery.limits();
        return of(limits.rate(), delivery.paidMicros(), limits.inFlightMax(), leased, nowMillis);
    }

    /** The same by a rate that is used up to a time, and a limit in flight, where 0 is none. */
    static Allowance of(Optional<Rate> rate, long paidMicros, long inFlightMax, long leased, long nowMillis) {
        Allowance byFlight =
                inFlightMax == 0 ? FREE : new Allowance(Math.max(0, inFlightMax - leased), Withheld.IN_FLIGHT);
        if (rate.isEmpty()) {
            return byFlight;
        }
        long paid = byTime(rate.get(), paidMicros, nowMillis);
        return paid < byFlight.messages() ? new Allowance(paid, Withheld.RATE) : byFlight;
    }

    private static long byTime(Rate rate, long paidMicros, long nowMillis) {
        long nowMicros = nowMillis * MICROS_PER_MILLI;
        long aheadMicros = Math.max(0, paidMicros - nowMicros);
        return Math.max(0, rate.burst() - ceilDiv(aheadMicros, rate.intervalMicros()));
    }

    /** How the queue gives its messages once it has given so many now. */
    static Delivery after(Delivery delivery, long given, long nowMillis) {
        long paidMicros = paid(delivery.limits().rate(), delivery.paidMicros(), given, nowMillis);
        return paidMicros == delivery.paidMicros()
                ? delivery
                : new Delivery(delivery.pausedMillis(), delivery.limits(), paidMicros);
    }

    /** Up to when a rate is used up once so many messages are given now. */
    static long paid(Optional<Rate> rate, long paidMicros, long given, long nowMillis) {
        if (rate.isEmpty() || given == 0) {
            return paidMicros;
        }
        return Math.max(paidMicros, nowMillis * MICROS_PER_MILLI)
                + given * rate.get().intervalMicros();
    }

    /** Up to when a rate can be used up at most, whatever other rate was paid for before; 0 without one. */
    static long capped(Optional<Rate> rate, long paidMicros, long nowMillis) {
        return rate.map(one -> Math.min(paidMicros, nowMillis * MICROS_PER_MILLI + one.burst() * one.intervalMicros()))
                .orElse(0L);
    }

    /** Log time at which the rate lets a message go again; {@link Long#MAX_VALUE} without a rate, or while paused. */
    static long nextMillis(Delivery delivery) {
        if (delivery.pausedMillis() != 0) {
            return Long.MAX_VALUE;
        }
        return delivery.limits()
                .rate()
                .map(rate -> nextMillis(rate, delivery.paidMicros()))
                .orElse(Long.MAX_VALUE);
    }

    /** Log time at which a rate lets a message go again. */
    static long nextMillis(Rate rate, long paidMicros) {
        return ceilMillis(paidMicros - (rate.burst() - 1) * rate.intervalMicros());
    }

    /** The first millisecond that is not before a microsecond. */
    static long ceilMillis(long micros) {
        return ceilDiv(micros, MICROS_PER_MILLI);
    }

    private static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
