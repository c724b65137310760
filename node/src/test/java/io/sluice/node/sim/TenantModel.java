package io.sluice.node.sim;

import io.sluice.node.sim.QueueModel.Range;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the tenants and the priorities of one standard queue share it, counted anew from all messages each time. */
final class TenantModel {
    private static final int PRIORITIES = 10;

    private final QueueModel queue;
    /** By priority for which something waits: how many of each other one were given since it got one. */
    private final long[][] passedOver = new long[PRIORITIES][PRIORITIES];

    final SortedSet<String> parked = new TreeSet<>();

    TenantModel(QueueModel queue) {
        this.queue = queue;
    }

    private Range allowed(String tenant, long nowMillis) {
        return parked.contains(tenant) ? new Range(0, 0) : queue.limits.allowed(tenant, nowMillis);
    }

    /** Messages that must be given, if they are wanted. */
    long available(long nowMillis) {
        if (queue.limits.ever() && !queue.ordered) {
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
        queue.limits.pay(given.tenant, nowMillis);
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
                            tenant ->
                                    level(queue.limits.leased(tenant, nowMillis).most()));
                }
            }
        }
        if (!given.tenant.isEmpty()) {
            long least = level(queue.limits.leased(given.tenant, nowMillis).least());
            levels.forEach((tenant, most) -> Rule.Q12_FAIRNESS.holds(
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
            Rule.Q12_FAIRNESS.holds(
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

    /** How many bits the number of messages in flight has. */
    private static long level(long leased) {
        return (long) Long.SIZE - Long.numberOfLeadingZeros(leased);
    }
}
