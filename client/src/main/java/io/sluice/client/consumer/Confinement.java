package io.sluice.client.consumer;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread to which everything that changes a consumer is posted. */
final class Confinement {
    private static final Logger LOG = LoggerFactory.getLogger(Confinement.class);

    private final ScheduledThreadPoolExecutor thread;

    Confinement(String name) {
        thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
    }

    void post(Runnable work) {
        postLater(Duration.ZERO, work);
    }

    void postLater(Duration pause, Runnable work) {
        try {
            ScheduledFuture<?> unused = thread.schedule(guarded(work), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("a consumer that stopped was told something");
        }
    }

    void every(Duration pause, Runnable work) {
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(guarded(work), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                // Our own mistake; the consumer goes on, and the message concerned comes again.
                LOG.error("a consumer failed in an unforeseen way", e);
            }
        };
    }

    void close() {
        thread.shutdownNow();
    }
}
