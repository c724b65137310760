package io.sluice.client.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long messages waited in a queue, by who had sent them.
 *
 * @param runs by what was run, and then by sender
 */
public record ShareResult(Map<String, Map<String, Share>> runs) {
    /** What one kind of sender got. */
    public record Share(double receivedPerSecond, Percentiles dwellMillis) {}

    /** For {@code -o json}. */
    public Map<String, Object> describe() {
        Map<String, Object> described = new LinkedHashMap<>();
        runs.forEach((run, shares) -> {
            Map<String, Object> bySender = new LinkedHashMap<>();
            shares.forEach((sender, share) -> {
                Map<String, Object> figures = new LinkedHashMap<>();
                figures.put("received_per_s", share.receivedPerSecond());
                figures.put("dwell_ms", share.dwellMillis().describe());
                bySender.put(sender, figures);
            });
            described.put(run, bySender);
        });
        return described;
    }
}
