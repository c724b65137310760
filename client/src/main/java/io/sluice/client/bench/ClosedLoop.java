package io.sluice.client.bench;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends as fast as it is acknowledged: each slot sends the next call when its last one is over.
 * Slots live on the threads of the transport, so none waits.
 */
final class ClosedLoop {
    private final Run run;
    private final SendLane lane;
    private final AtomicLong left;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** Sends until it is stopped or {@code messagesMax} messages were sent. */
    ClosedLoop(Run run, SendLane lane, long messagesMax) {
        this.run = run;
        this.lane = lane;
        this.left = new AtomicLong(messagesMax);
    }

    void start(int slots) {
        for (int i = 0; i < slots; i++) {
            next();
        }
    }

    void stop() {
        stopped.set(true);
    }

    /** True when nothing is under way and nothing will be. */
    boolean over() {
        return (stopped.get() || left.get() <= 0) && lane.open() == 0;
    }

    private void next() {
        if (!stopped.get()) {
            run.throttle().pass(this::send);
        }
    }

    private void send() {
        if (stopped.get()) {
            return;
        }
        int batch = run.options().batch();
        long before = left.getAndAdd(-batch);
        if (before > 0) {
            lane.send((int) Math.min(batch, before), System.nanoTime(), 0, this::next);
        }
    }
}
