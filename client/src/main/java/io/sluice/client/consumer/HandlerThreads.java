package io.sluice.client.consumer;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads on which handlers run; what waits for one is bounded by the consumer's prefetch. */
final class HandlerThreads {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerThreads.class);

    private final MessageHandler handler;
    private final ThreadPoolExecutor pool;

    HandlerThreads(MessageHandler handler, String queue, int concurrency) {
        this.handler = handler;
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                concurrency, concurrency, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "sluice-" + queue + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** Hears that a handler is done with a message. */
    interface Ending {
        void handled(InHand item, boolean succeeded);
    }

    void handle(InHand item, Ending ending) {
        try {
            pool.execute(() -> run(item, ending));
        } catch (RejectedExecutionException e) {
            // The consumer has stopped; the message stays in hand only until its visibility ends.
            LOG.debug("a message came after the consumer stopped");
        }
    }

    private void run(InHand item, Ending ending) {
        if (!item.take(InHand.Stage.WAITING, InHand.Stage.HANDLED)) {
            return;
        }
        boolean succeeded = false;
        item.handlingOn(Thread.currentThread());
        try {
            handler.handle(item.message());
            succeeded = true;
        } catch (Exception e) {
            // The outermost frame of this thread: the message goes back, the thread goes on.
            LOG.warn("handler failed, message {} is given back", item.message().messageId(), e);
        } finally {
            item.handlingOn(null);
            ending.handled(item, succeeded);
        }
    }

    void close() {
        pool.shutdown();
    }
}
