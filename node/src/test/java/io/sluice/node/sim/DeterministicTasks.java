package io.sluice.node.sim;

import io.sluice.node.model.Invariant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The only executor and the only clock of a simulation: what is due first runs first, of equals the elder. */
final class DeterministicTasks {
    /** Far more than any seed needs: a simulation that does not end is a bug in it. */
    private static final int STEPS_MAX = 1_000_000;

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::dueMillis).thenComparingLong(Task::order));
    private long nowMillis;
    private long order;

    DeterministicTasks(long beginMillis) {
        nowMillis = beginMillis;
    }

    private record Task(long dueMillis, long order, Runnable action) {}

    long nowMillis() {
        return nowMillis;
    }

    void after(long delayMillis, Runnable action) {
        tasks.add(new Task(nowMillis + delayMillis, order++, action));
    }

    /** Runs until nothing is left to do. */
    void run() {
        for (int steps = 0; !tasks.isEmpty(); steps++) {
            Invariant.check(steps < STEPS_MAX, "a simulation ends");
            Task task = tasks.remove();
            nowMillis = task.dueMillis();
            task.action().run();
        }
    }
}
