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
    private static final int AHEAD = 2000;

    /** Fills a queue: the load that a bench cannot do without is one message. */
    BenchOptions fill(String queue) {
        return new BenchOptions(
                1,
                0,
                FILL_INFLIGHT,
                sizeBytes,
                1,
                1,
                0,
                false,
                false,
                false,
                messages,
                0,
                queue,
                true,
                1,
                false,
                "",
                "");
    }

    /** Loads a queue. */
    BenchOptions load(String queue) {
        return new BenchOptions(
                senders,
                receivers,
                inflight,
                sizeBytes,
                ratePerSecond,
                seconds,
                WARMUP_SECONDS,
                true,
                false,
                false,
                0,
                AHEAD,
                queue,
                true,
                30,
                false,
                "",
                "");
    }
}
