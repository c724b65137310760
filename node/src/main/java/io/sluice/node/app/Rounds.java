package io.sluice.node.app;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** Work that comes again and again, each kind on a thread of its own; a round that fails is followed by the next. */
final class Rounds implements AutoCloseable {
    private static final int KINDS_MAX = 4;

    private final Logger log;
    private final ScheduledThreadPoolExecutor executor;

    Rounds(Logger log) {
        this.log = log;
        this.executor = new ScheduledThreadPoolExecutor(KINDS_MAX, task -> {
            Thread thread = new Thread(task, "rounds");
            thread.setDaemon(true);
            return thread;
        });
    }

    void every(long millis, String name, Runnable round) {
        var unused = executor.scheduleWithFixedDelay(() -> run(name, round), millis, millis, TimeUnit.MILLISECONDS);
    }

    private void run(String name, Runnable round) {
        try {
            round.run();
        } catch (CompletionException e) {
            // The cluster could not answer: the next round asks again.
            log.info("round of {} put off: {}", name, String.valueOf(e.getCause()));
        } catch (RuntimeException e) {
            log.warn("round of {} failed", name, e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
