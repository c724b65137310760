package io.sluice.node.edge.queue;

import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.ConsumeWithheld;
import io.sluice.node.command.Withheld;

/**
 * Tells the client of one stream what keeps messages back, and how many of his the stream does not remember: when
 * it changes, and once in {@value #PAUSE_MILLIS} milliseconds at most, then as it is by then. In order.
 */
final class ConsumeNotices {
    static final long PAUSE_MILLIS = 1_000;

    private final Consumptions shared;
    private final ConsumeStream stream;
    private final HeldMessages held;
    private Withheld reason = Withheld.NOTHING;
    private ConsumeWithheld told = ConsumeWithheld.getDefaultInstance();
    private boolean pausing;

    ConsumeNotices(Consumptions shared, ConsumeStream stream, HeldMessages held) {
        this.shared = shared;
        this.stream = stream;
        this.held = held;
    }

    /** A poll was answered, and that kept more back. */
    void note(Withheld newest) {
        reason = newest;
        tell();
    }

    private void tell() {
        ConsumeWithheld now = ConsumeWithheld.newBuilder()
                .setReason(reason.text())
                .setForgotten(held.forgotten())
                .build();
        if (pausing || stream.isOver() || now.equals(told)) {
            return;
        }
        told = now;
        stream.send(ConsumeResponse.newBuilder().setWithheld(now).build());
        pausing = shared.later(
                () -> stream.inOrder(() -> {
                    pausing = false;
                    tell();
                }),
                PAUSE_MILLIS);
    }
}
