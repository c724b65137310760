package io.sluice.client.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What searches took, and what they took from others.
 *
 * @param searchMillis of each search through the whole queue
 * @param scanned messages that the last whole search looked at
 * @param alone the load without searches
 * @param beside the load beside them
 */
public record SearchResult(List<Long> searchMillis, long scanned, BenchResult alone, BenchResult beside) {
    public SearchResult {
        searchMillis = List.copyOf(searchMillis);
    }

    /** Time of the middle one of all searches. */
    public long medianMillis() {
        List<Long> sorted = searchMillis.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    /** Of its rate of sends the producer loses so much, in percent; negative when it was faster. */
    public double sentLossPercent() {
        return loss(alone.sentPerSecond(), beside.sentPerSecond());
    }

    /** Of its rate of deletes the consumer loses so much, in percent. */
    public double receivedLossPercent() {
        return loss(alone.receivedPerSecond(), beside.receivedPerSecond());
    }

    private static double loss(double before, double after) {
        return before == 0 ? 0 : Math.round(1000 * (before - after) / before) / 10.0;
    }

    /** One object for scripts. */
    public Map<String, Object> describe() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("search_ms", searchMillis);
        all.put("search_ms_median", medianMillis());
        all.put("scanned", scanned);
        all.put("sent_loss_percent", sentLossPercent());
        all.put("received_loss_percent", receivedLossPercent());
        all.put("alone", alone.describe());
        all.put("beside", beside.describe());
        return all;
    }
}
