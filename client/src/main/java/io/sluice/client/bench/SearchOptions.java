package io.sluice.client.bench;

/**
 * What to search, beside which load.
 *
 * @param messages waiting in the searched queue, at least 1
 * @param sizeBytes of each body
 * @param seconds of each measured window: without and with searches
 * @param senders lanes of the load
 * @param receivers lanes of the load
 * @param inflight messages of the load sent and not acknowledged
 * @param ratePerSecond of the load; 0: as fast as acknowledged
 */
public record SearchOptions(
        long messages, int sizeBytes, int seconds, int senders, int receivers, int inflight, int ratePerSecond) {
    private static final int FILL_INFLIGHT = 1000;
    private static final int WARMUP_SECONDS = 5;
    private static final int DRAIN_SECONDS = 30;
    private static final int AHEAD = 2000;

    /** Fills a queue: the load that a bench cannot do without is one message. */
    BenchOptions fill(String queue) {
        return BenchOptions.of(
                new BenchOptions.Load(1, 0, FILL_INFLIGHT, sizeBytes, 1),
                new BenchOptions.Span(1, 0, 1),
                new BenchOptions.Queue(queue, true, messages, 0, 0));
    }

    /** Loads a queue. */
    BenchOptions load(String queue) {
        return BenchOptions.of(
                        new BenchOptions.Load(senders, receivers, inflight, sizeBytes, ratePerSecond),
                        new BenchOptions.Span(seconds, WARMUP_SECONDS, DRAIN_SECONDS),
                        new BenchOptions.Queue(queue, true, 0, AHEAD, 0))
                .withVerify(true);
    }
}
