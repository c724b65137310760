package io.sluice.node.app.config;

import java.time.Duration;

/**
 * The HTTP face: AWS's protocols, metrics and health.
 *
 * @param requestTimeout time for a request to come, and for a scrape of all metrics
 * @param connectionsMax open connections; more are closed at once
 */
public record HttpSettings(Duration requestTimeout, int connectionsMax) implements Section {
    public HttpSettings {
        Check.range("requestTimeout", requestTimeout, "100ms", "5m");
        Check.range("connectionsMax", connectionsMax, 1, 100_000);
    }

    static HttpSettings defaults() {
        return new HttpSettings(Duration.ofSeconds(10), 16_384);
    }
}
