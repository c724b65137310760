package io.sluice.node.app.config;

import java.time.Duration;

/**
 * The public gRPC face.
 *
 * @param defaultDeadline time for a call whose client set none, beside the wait that a receive asks for
 * @param inFlightPerQueueMax received and not yet deleted messages that a new queue may have
 * @param accountId account in ARNs and queue URLs
 * @param region region in ARNs
 */
public record EdgeSettings(Duration defaultDeadline, int inFlightPerQueueMax, String accountId, String region)
        implements Section {
    public EdgeSettings {
        Check.range("defaultDeadline", defaultDeadline, "100ms", "5m");
        Check.range("inFlightPerQueueMax", inFlightPerQueueMax, 1, 100_000_000);
        Check.text("accountId", accountId, "[0-9]{12}", "12 digits");
        Check.text("region", region, "[a-z0-9-]{1,32}", "1 to 32 lower-case letters, digits and hyphens");
    }

    static EdgeSettings defaults() {
        return new EdgeSettings(Duration.ofSeconds(10), 120_000, "000000000000", "us-east-1");
    }
}
