package io.sluice.node.app.config;

import java.time.Duration;

/**
 * The public gRPC face.
 *
 * @param publicUrl scheme, host and port in the queue URLs that are given out; empty for the node's own
 * @param accountId account in ARNs and queue URLs
 * @param region region in ARNs
 * @param defaultDeadline time for a call whose client set none
 * @param pollGrace time for a poll whose client set no deadline, beyond the wait that it asks for
 * @param deadlineMax longest time that any call is worked on
 * @param messageBytesMax largest request
 * @param connectionsMax open connections; more are closed at once
 * @param callsPerConnectionMax calls and streams of one connection at a time
 * @param stopTime how long calls under way may take to finish when the node stops
 */
public record EdgeSettings(
        String publicUrl,
        String accountId,
        String region,
        Duration defaultDeadline,
        Duration pollGrace,
        Duration deadlineMax,
        DataSize messageBytesMax,
        int connectionsMax,
        int callsPerConnectionMax,
        Duration stopTime)
        implements Section {
    public EdgeSettings {
        Check.text(
                "publicUrl",
                publicUrl,
                "|https?://[A-Za-z0-9._:\\[\\]-]{1,253}",
                "empty, or a scheme, a host and a port, as in http://queues.example.com:4566");
        Check.text("accountId", accountId, "[0-9]{12}", "12 digits");
        Check.text("region", region, "[a-z0-9-]{1,32}", "1 to 32 lower-case letters, digits and hyphens");
        Check.range("defaultDeadline", defaultDeadline, "100ms", "5m");
        Check.range("pollGrace", pollGrace, "100ms", "5m");
        Check.range("deadlineMax", deadlineMax, "30s", "1h");
        Check.range("messageBytesMax", messageBytesMax, "2MB", "64MB");
        Check.range("connectionsMax", connectionsMax, 1, 100_000);
        Check.range("callsPerConnectionMax", callsPerConnectionMax, 1, 1_000_000);
        Check.range("stopTime", stopTime, "0ms", "60s");
    }

    static EdgeSettings defaults() {
        return new EdgeSettings(
                "",
                "000000000000",
                "us-east-1",
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                DataSize.ofMegabytes(4),
                10_000,
                10_000,
                Duration.ofSeconds(5));
    }
}
