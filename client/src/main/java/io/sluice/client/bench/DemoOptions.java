package io.sluice.client.bench;

/**
 * What the demo does.
 *
 * @param seconds how long it sends, 6 to 3600
 * @param ratePerSecond messages per second, 1 to 100,000
 * @param killCommand shell command that kills a node; {@code {node}} stands for its number; empty kills
 *     none
 * @param restartCommand shell command that restarts it, run 5 s later
 * @param drainSeconds how long it waits for what is acknowledged and not received
 */
public record DemoOptions(int seconds, int ratePerSecond, String killCommand, String restartCommand, int drainSeconds) {

    public DemoOptions {
        if (seconds < 1 || seconds > 3600 || ratePerSecond < 1 || ratePerSecond > 100_000) {
            throw new IllegalArgumentException("a demo lasts 1 to 3600 s at 1 to 100000 messages per second");
        }
    }
}
