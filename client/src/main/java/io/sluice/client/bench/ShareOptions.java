package io.sluice.client.bench;

/**
 * What to run to see how the senders of one queue share it.
 *
 * @param byPriority whether priorities are compared, and not tenants
 * @param seconds length of each measured window
 * @param warmupSeconds load before each window
 * @param receivers consumers, 1 to 100
 * @param workMillis how long a consumer works on a message, 0 to 10,000
 * @param floodRate messages a second of whoever floods; more than the consumers can do, or nothing is to be seen
 * @param sizeBytes size of a body, 64 to 262,144
 */
public record ShareOptions(
        boolean byPriority,
        int seconds,
        int warmupSeconds,
        int receivers,
        int workMillis,
        int floodRate,
        int sizeBytes) {
    public ShareOptions {
        within("secs", seconds, 1, 86_400);
        within("warmup", warmupSeconds, 0, 3600);
        within("receivers", receivers, 1, 100);
        within("work", workMillis, 0, 10_000);
        within("rate", floodRate, 1, 1_000_000);
        within("size", sizeBytes, 64, 262_144);
    }

    private static void within(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("--" + option + " is " + min + " to " + max + ", not " + value);
        }
    }
}
