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

    /** The most that a node takes for a reason is 256 chars of Java, of which a character may need two. */
    private static final int REASON_CHARS_MAX = 128;

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
        void handled(InHand item, boolean succeeded, String failure);
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
        String failure = "";
        item.handlingOn(Thread.currentThread());
        try {
            handler.handle(item.message());
            succeeded = true;
        } catch (Exception e) {
            // The outermost frame of this thread: the message goes back, the thread goes on.
            failure = told(e);
            LOG.warn("handler failed, message {} is given back", item.message().messageId(), e);
        } finally {
            item.handlingOn(null);
            ending.handled(item, succeeded, failure);
        }
    }

    /** A failure in a line: which exception, and what it says. */
    private static String told(Exception failure) {
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName().isEmpty()
                ? failure.getClass().getName()
                : failure.getClass().getSimpleName();
        String line = (message == null ? name : name + ": " + message).replaceAll("\\p{Cntrl}+", " ");
        return line.codePointCount(0, line.length()) <= REASON_CHARS_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, REASON_CHARS_MAX));
    }

    void close() {
        pool.shutdown();
    }
}
