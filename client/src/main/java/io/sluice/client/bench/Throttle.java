package io.sluice.client.bench;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds senders back while too much waits in the queue, so that a closed loop measures the whole life
 * of messages instead of filling the queue. Holds at most one entry for each slot. Thread-safe.
 */
final class Throttle {
    private final BooleanSupplier full;
    private final ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();

    Throttle(BooleanSupplier full) {
        this.full = full;
    }

    /** Runs {@code send} now, or when there is room again. */
    void pass(Runnable send) {
        if (!full.getAsBoolean()) {
            send.run();
            return;
        }
        held.add(send);
        // Room may have come between the question and the adding.
        resume();
    }

    /** Something left the queue. */
    void resume() {
        while (!held.isEmpty() && !full.getAsBoolean()) {
            @Nullable Runnable next = held.poll();
            if (next != null) {
                next.run();
            }
        }
    }

    /** Lets everybody go, so that they see that the run is over. */
    void release() {
        for (Runnable next = held.poll(); next != null; next = held.poll()) {
            next.run();
        }
    }
}
