package io.sluice.node.machine.queue;

import io.sluice.node.model.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;

/**
 * Which priority is served next, of those that have something to give: each by its weight, so that the higher ones
 * get more and the lowest gets something (stride scheduling, Waldspurger and Weihl 1995). The weights of the ten
 * priorities, 1, 3, 5 to 19, add up to 100: where all wait, priority p gets 1 + 2p of a hundred messages.
 */
final class Shares {
    /** Least common multiple of all weights, so that a stride is a whole number. */
    private static final long STRIDES = 232_792_560L / 16;

    private final long[] passes = new long[Limits.PRIORITY_MAX + 1];
    private long served;

    Shares(List<Long> passes, long served) {
        for (int i = 0; i < passes.size(); i++) {
            this.passes[i] = passes.get(i);
        }
        this.served = served;
    }

    /** Messages of a hundred that a priority gets where all wait. */
    static int weight(int priority) {
        return 1 + 2 * priority;
    }

    /** The one that is next; of those that are as far, the highest. Where only one waits nothing is to be shared. */
    int next(SortedSet<Integer> waiting) {
        int next = waiting.last();
        for (int priority : waiting) {
            if (pass(priority) < pass(next)) {
                next = priority;
            }
        }
        return next;
    }

    /** A message was given while several priorities waited. */
    void give(int priority) {
        served = pass(priority);
        passes[priority] = served + STRIDES / weight(priority);
    }

    /** Whoever had nothing to give for a while has not saved up. */
    private long pass(int priority) {
        return Math.max(served, passes[priority]);
    }

    long served() {
        return served;
    }

    /** As they are stored. */
    List<Long> passes() {
        boolean unused = Arrays.stream(passes).allMatch(pass -> pass == 0);
        return unused ? List.of() : Arrays.stream(passes).boxed().toList();
    }
}
