package io.sluice.cluster.harness;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells threads to end, and lets them wait without missing it. */
public final class StopSignal {
    private final CountDownLatch latch = new CountDownLatch(1);

    /** Ends every wait now and for ever. */
    public void stop() {
        latch.countDown();
    }

    /** True once it was given. */
    public boolean isGiven() {
        return latch.getCount() == 0;
    }

    /** Waits this long, or until the signal; true when it was given. */
    public boolean within(Duration wait) {
        try {
            return latch.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
