package io.sluice.client.consumer;

import io.sluice.client.ReceivedMessage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A message that this consumer has and must settle. */
final class InHand {
    /** Where it is. A message moves down this list only. */
    enum Stage {
        /** It waits for a thread. */
        WAITING,
        /** The handler has it. */
        HANDLED,
        /** It is being acknowledged or released. */
        SETTLING
    }

    private final ReceivedMessage message;
    private final long receivedNanos;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private volatile @Nullable Thread handlingThread;
    // The consumer's own thread only.
    private long hiddenSinceNanos;
    private String failure = "";

    InHand(ReceivedMessage message, long nowNanos) {
        this.message = message;
        this.receivedNanos = nowNanos;
        this.hiddenSinceNanos = nowNanos;
    }

    ReceivedMessage message() {
        return message;
    }

    String receipt() {
        return message.receipt();
    }

    /** True for exactly one of the thread that would handle it and the thread that would give it back. */
    boolean take(Stage from, Stage to) {
        return stage.compareAndSet(from, to);
    }

    boolean settling() {
        return stage.get() == Stage.SETTLING;
    }

    long receivedNanos() {
        return receivedNanos;
    }

    long hiddenSinceNanos() {
        return hiddenSinceNanos;
    }

    void hidden(long nowNanos) {
        hiddenSinceNanos = nowNanos;
    }

    /** What its handler failed of; empty when it did not, or was not heard. */
    String failure() {
        return failure;
    }

    void failed(String why) {
        failure = why;
    }

    void handlingOn(@Nullable Thread thread) {
        handlingThread = thread;
    }

    void interrupt() {
        @Nullable Thread thread = handlingThread;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
