package io.sluice.node.sim;

import io.sluice.node.command.DeliveryLimits;
import io.sluice.node.command.Rate;
import io.sluice.node.sim.QueueModel.Message;
import io.sluice.node.sim.QueueModel.Range;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the tenants and the priorities of one standard queue share it, counted anew from all messages each time. */
final class TenantModel {
    private static final int PRIORITIES = 10;
    private static final long MICROS_PER_MILLI = 1000;

    private final QueueModel queue;
    /** By priority for which something waits: how many of each other one were given since it got one. */
    private final long[][] passedOver = new long[PRIORITIES][PRIORITIES];

    final SortedSet<String> parked = new TreeSet<>();
    /** Up to when each has used its rate up; at most, for after a change of limits that is not known. */
    private final Map<String, Long> paidMost = new TreeMap<>();

    private final Map<String, Long> paidLeast = new TreeMap<>();
    private DeliveryLimits limits = DeliveryLimits.NONE;
    /** Whether there ever were limits: tenants may still have to be looked at because of them. */
    boolean limited;

    TenantModel(QueueModel queue) {
        this.queue = queue;
    }

    void purge() {
        parked.clear();
        paidMost.clear();
        paidLeast.clear();
    }

    void limit(DeliveryLimits given, long nowMillis) {
        limited |= given.holdsGroups();
        if (!given.groupRate().equals(limits.groupRate())) {
            paidLeast.replaceAll((tenant, paid) -> capped(given.groupRate(), paid, nowMillis));
        }
        limits = given;
    }

    private static long capped(Optional<Rate> rate, long paidMicros, long nowMillis) {
        return rate.map(one -> Math.min(paidMicros, nowMillis * MICROS_PER_MILLI + one.burst() * one.intervalMicros()))
                .orElse(0L);
    }

    /** How many messages a tenant may be given now. */
    Range allowed(String tenant, long nowMillis) {
        if (tenant.isEmpty()) {
            return new Range(Long.MAX_VALUE, Long.MAX_VALUE);
        }
        if (parked.contains(tenant)) {
            return new Range(0, 0);
        }
        Range leased = leased(tenant, nowMillis);
        return new Range(
                Math.min(byFlight(leased.most()), byTime(paidMost.getOrDefault(tenant, 0L), nowMillis)),
                Math.min(byFlight(leased.least()), byTime(paidLeast.getOrDefault(tenant, 0L), nowMillis)));
    }

    private long byFlight(long leased) {
        return limits.groupInFlightMax() == 0 ? Long.MAX_VALUE : Math.max(0, limits.groupInFlightMax() - leased);
    }

    private long byTime(long paidMicros, long nowMillis) {
        return limits.groupRate()
                .map(rate -> {
                    long aheadMicros = Math.max(0, capped(Optional.of(rate), paidMicros, nowMillis) - nowMillis * 1000);
                    return (rate.burst() * rate.intervalMicros() - aheadMicros) / rate.intervalMicros();
                })
                .orElse(Long.MAX_VALUE);
    }

    /** Messages that must be given, if they are wanted. */
    long available(long nowMillis) {
        if (limited && !queue.ordered) {
            return 0;
        }
        Map<String, Long> visible = new TreeMap<>();
        for (Message message : queue.messages.values()) {
            if (message.visible(nowMillis) && !queue.maybeGone(message, nowMillis)) {
                visible.merge(message.tenant, 1L, Long::sum);
            }
        }
        long sum = 0;
        for (Map.Entry<String, Long> one : visible.entrySet()) {
            sum += Math.min(one.getValue(), allowed(one.getKey(), nowMillis).least());
        }
        return sum;
    }

    /** A message is given now: its tenant may have it, it is its turn, and no priority waits for too long. */
    void gives(Message given, long nowMillis) {
        Range allowed = allowed(given.tenant, nowMillis);
        Rule.DELIVERY.holds(allowed.most() > 0, "given to ", given.tenant, " that may have none: ", given.sequence);
        if (queue.leftovers > 0 || !queue.ordered) {
            Arrays.stream(passedOver).forEach(others -> Arrays.fill(others, 0));
        } else {
            turns(given, nowMillis);
        }
        limits.groupRate().filter(rate -> !given.tenant.isEmpty()).ifPresent(rate -> {
            pay(paidMost, given.tenant, rate, nowMillis);
            pay(paidLeast, given.tenant, rate, nowMillis);
        });
    }

    private static void pay(Map<String, Long> paid, String tenant, Rate rate, long nowMillis) {
        long before = capped(Optional.of(rate), paid.getOrDefault(tenant, 0L), nowMillis);
        paid.put(tenant, Math.max(before, nowMillis * MICROS_PER_MILLI) + rate.intervalMicros());
    }

    private void turns(Message given, long nowMillis) {
        boolean[] waits = new boolean[PRIORITIES];
        Map<String, Long> levels = new TreeMap<>();
        Map<String, Boolean> open = new TreeMap<>();
        for (Message waiting : queue.messages.values()) {
            // What this receive has given for no time at all does not wait.
            if (waiting.visible(nowMillis)
                    && !waiting.hidden
                    && !queue.maybeGone(waiting, nowMillis)
                    && open.computeIfAbsent(
                            waiting.tenant, tenant -> allowed(tenant, nowMillis).least() > 0)) {
                waits[waiting.priority] = true;
                if (waiting.priority == given.priority && !waiting.tenant.isEmpty()) {
                    levels.computeIfAbsent(
                            waiting.tenant,
                            tenant -> level(leased(tenant, nowMillis).most()));
                }
            }
        }
        if (!given.tenant.isEmpty()) {
            long least = level(leased(given.tenant, nowMillis).least());
            levels.forEach((tenant, most) -> Rule.Q13_FAIRNESS.holds(
                    tenant.equals(given.tenant) || most >= least,
                    given.tenant,
                    " has level ",
                    least,
                    " and comes before ",
                    tenant,
                    ": ",
                    levels));
        }
        share(given.priority, waits);
    }

    /**
     * Of two priorities for which something waits neither is ahead of the other by more than its weight allows, one
     * message to begin with, and one for when it came to wait.
     */
    private void share(int given, boolean[] waits) {
        for (int priority = 0; priority < PRIORITIES; priority++) {
            if (!waits[priority] || priority == given) {
                Arrays.fill(passedOver[priority], 0);
                continue;
            }
            Rule.Q15_PRIORITIES.holds(
                    ++passedOver[priority][given] <= weight(given) / weight(priority) + 2,
                    passedOver[priority][given],
                    " messages of priority ",
                    given,
                    " were given while one waited of priority ",
                    priority);
        }
    }

    private static int weight(int priority) {
        return 1 + 2 * priority;
    }

    private Range leased(String tenant, long nowMillis) {
        long most = 0;
        long least = 0;
        for (Message message : queue.messages.values()) {
            // What was received for no time at all is in flight until the next command notes its end.
            if (message.tenant.equals(tenant) && message.hidden && message.receives > 0) {
                most++;
                least += queue.maybeGone(message, nowMillis) ? 0 : 1;
            }
        }
        return new Range(least, most);
    }

    /** How many bits the number of messages in flight has. */
    private static long level(long leased) {
        return (long) Long.SIZE - Long.numberOfLeadingZeros(leased);
    }
}
