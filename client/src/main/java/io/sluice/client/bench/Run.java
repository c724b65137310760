package io.sluice.client.bench;

import io.sluice.client.transport.CallSpec;
import io.sluice.client.transport.Transport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the lanes of a run share.
 *
 * @param ledger null when the run does not verify
 */
record Run(
        Transport transport,
        String queue,
        BenchOptions options,
        Bodies bodies,
        Meter meter,
        @Nullable Ledger ledger,
        Throttle throttle) {

    /** How long a call may take before its messages count as failed. */
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    static final Duration POLL_WAIT = Duration.ofSeconds(10);

    CallSpec call() {
        return CallSpec.prompt(queue, CALL_TIMEOUT);
    }

    CallSpec poll() {
        return new CallSpec(queue, POLL_WAIT.plusSeconds(20), POLL_WAIT);
    }
}
