package io.sluice.client.consumer;

import java.util.List;

/**
 * A step sent on a stream whose outcome is awaited.
 *
 * @param kind what it asks for
 * @param receipts 1 to 100 receipts
 * @param sentNanos when it was sent
 */
record Step(Kind kind, List<String> receipts, long sentNanos) {

    /** Most receipts of a step, by the protocol. */
    static final int RECEIPTS_MAX = 100;

    Step {
        receipts = List.copyOf(receipts);
    }

    /** What a step asks for. */
    enum Kind {
        ACKNOWLEDGE,
        RELEASE,
        /** Gives back at once, whatever the delay after a failure. */
        RETURN,
        EXTEND
    }
}
