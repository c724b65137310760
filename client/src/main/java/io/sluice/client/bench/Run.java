package io.sluice.client.bench;

import io.sluice.client.transport.CallSpec;
import io.sluice.client.transport.Calls;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the lanes of a run share.
 *
 * @param ledger null when the run does not verify
 * @param groups null when the queue is a standard one
 */
record Run(
        Calls transport,
        String queue,
        BenchOptions options,
        Bodies bodies,
        Meter meter,
        @Nullable Ledger ledger,
        @Nullable Groups groups,
        Throttle throttle) {

    /** How long a call may take before its messages count as failed. */
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    static final Duration POLL_WAIT = Duration.ofSeconds(10);

    /** The system attribute that a FIFO queue's order is told by. */
    static final String SEQUENCE = "SequenceNumber";

    /** System attributes to receive. */
    List<String> systemAttributes() {
        return groups == null ? List.of() : List.of(SEQUENCE);
    }

    /** Receives that each receiving lane keeps under way; a client that fetches ahead by itself needs few. */
    int pollSlots() {
        return transport instanceof ForeignClient foreign ? foreign.receivesPerLane() : options.pollSlots();
    }

    CallSpec call() {
        return CallSpec.prompt(queue, CALL_TIMEOUT);
    }

    CallSpec poll() {
        return new CallSpec(queue, POLL_WAIT.plusSeconds(20), POLL_WAIT);
    }
}
