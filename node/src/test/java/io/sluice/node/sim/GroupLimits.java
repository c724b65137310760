package io.sluice.node.sim;

import io.sluice.node.command.DeliveryLimits;
import io.sluice.node.command.Rate;
import io.sluice.node.sim.QueueModel.Range;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What limits let each tenant or message group of one queue have, by all that it was given; at least and at most, for
 * after a change of limits that is not known.
 */
final class GroupLimits {
    private static final long MICROS_PER_MILLI = 1000;

    private final QueueModel queue;
    /** Up to when each has used its rate up. */
    private final Map<String, Long> paidMost = new TreeMap<>();

    private final Map<String, Long> paidLeast = new TreeMap<>();
    private DeliveryLimits limits = DeliveryLimits.NONE;
    private boolean ever;

    GroupLimits(QueueModel queue) {
        this.queue = queue;
    }

    /** Whether there ever were any: groups may still have to be looked at because of them. */
    boolean ever() {
        return ever;
    }

    void forget() {
        paidMost.clear();
        paidLeast.clear();
    }

    void set(DeliveryLimits given, long nowMillis) {
        ever |= given.holdsGroups();
        if (!given.groupRate().equals(limits.groupRate())) {
            paidLeast.replaceAll((group, paid) -> capped(given.groupRate(), paid, nowMillis));
        }
        limits = given;
    }

    private static long capped(Optional<Rate> rate, long paidMicros, long nowMillis) {
        return rate.map(one -> Math.min(paidMicros, nowMillis * MICROS_PER_MILLI + one.burst() * one.intervalMicros()))
                .orElse(0L);
    }

    /** How many messages a group may be given now; of none as many as there are. */
    Range allowed(String group, long nowMillis) {
        if (group.isEmpty()) {
            return new Range(Long.MAX_VALUE, Long.MAX_VALUE);
        }
        Range leased = leased(group, nowMillis);
        return new Range(
                Math.min(byFlight(leased.most()), byTime(paidMost.getOrDefault(group, 0L), nowMillis)),
                Math.min(byFlight(leased.least()), byTime(paidLeast.getOrDefault(group, 0L), nowMillis)));
    }

    private long byFlight(long leased) {
        return limits.groupInFlightMax() == 0 ? Long.MAX_VALUE : Math.max(0, limits.groupInFlightMax() - leased);
    }

    private long byTime(long paidMicros, long nowMillis) {
        return limits.groupRate()
                .map(rate -> {
                    long aheadMicros = Math.max(
                            0, capped(Optional.of(rate), paidMicros, nowMillis) - nowMillis * MICROS_PER_MILLI);
                    return (rate.burst() * rate.intervalMicros() - aheadMicros) / rate.intervalMicros();
                })
                .orElse(Long.MAX_VALUE);
    }

    /** A group is given a message. */
    void pay(String group, long nowMillis) {
        limits.groupRate().filter(rate -> !group.isEmpty()).ifPresent(rate -> {
            pay(paidMost, group, rate, nowMillis);
            pay(paidLeast, group, rate, nowMillis);
        });
    }

    private static void pay(Map<String, Long> paid, String group, Rate rate, long nowMillis) {
        long before = capped(Optional.of(rate), paid.getOrDefault(group, 0L), nowMillis);
        paid.put(group, Math.max(before, nowMillis * MICROS_PER_MILLI) + rate.intervalMicros());
    }

    /** Messages of a group in flight, at least and at most. */
    Range leased(String group, long nowMillis) {
        long most = 0;
        long least = 0;
        for (Message message : queue.messages.values()) {
            // What a standard queue gave for no time at all is in flight until the next command notes its end.
            boolean leased = queue.isFifo() ? message.inFlight(nowMillis) : message.hidden && message.receives > 0;
            if (leased && message.share().equals(group)) {
                most++;
                least += queue.maybeGone(message, nowMillis) ? 0 : 1;
            }
        }
        return new Range(least, most);
    }
}
