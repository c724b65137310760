package io.sluice.node.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started, to be stopped in reverse order within a bounded time. A step that hangs is left
 * behind, and one that fails is logged: the steps after it still get their turn.
 */
final class StopOrder {
    private static final Logger LOG = LoggerFactory.getLogger(StopOrder.class);

    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean stopping;

    /** Stops one part; may throw, may take its time. */
    interface Action {
        void run() throws Exception;
    }

    private record Step(String name, Action action) {}

    /**
     * Notes how to stop a part that has just started.
     *
     * @throws CancellationException when the stop has begun meanwhile; the part is stopped by then
     */
    void add(String name, Action action) {
        Step step = new Step(name, action);
        synchronized (this) {
            if (!stopping) {
                steps.push(step);
                return;
            }
        }
        run(step, Duration.ofSeconds(1));
        throw new CancellationException("stopped while " + name + " started");
    }

    /** Stops everything, the last started first; a step may take half of what is left. True if all ended well. */
    boolean stop(Duration budget) {
        synchronized (this) {
            stopping = true;
        }
        long deadline = System.nanoTime() + budget.toNanos();
        boolean well = true;
        for (Step step = next(); step != null; step = next()) {
            long left = Math.max(0, deadline - System.nanoTime());
            well &= run(step, Duration.ofNanos(left / 2));
        }
        return well;
    }

    private synchronized @Nullable Step next() {
        return steps.poll();
    }

    private static boolean run(Step step, Duration limit) {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            step.action.run();
            return true;
        });
        Thread thread = new Thread(task, "stop-" + step.name);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            LOG.atWarn()
                    .setCause(failed.getCause())
                    .addKeyValue("step", step.name)
                    .log("failed to stop");
        } catch (TimeoutException slow) {
            LOG.atWarn()
                    .addKeyValue("step", step.name)
                    .addKeyValue("limit", limit)
                    .log("did not stop in time");
            thread.interrupt();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
