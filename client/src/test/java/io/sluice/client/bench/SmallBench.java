package io.sluice.client.bench;

/** A verified second on one lane each, for tests to vary. */
final class SmallBench {
    private SmallBench() {}

    /** On a standard queue; a rate of 0 sends as fast as acknowledged. */
    static BenchOptions at(int ratePerSecond) {
        return at(ratePerSecond, 0, 0);
    }

    static BenchOptions at(int ratePerSecond, long backlog, int groups) {
        return BenchOptions.of(
                        new BenchOptions.Load(1, 1, 64, 128, ratePerSecond),
                        new BenchOptions.Span(1, 0, 2),
                        new BenchOptions.Queue("", false, backlog, 500, groups))
                .withVerify(true);
    }
}
