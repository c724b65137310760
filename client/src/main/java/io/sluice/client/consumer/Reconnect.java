package io.sluice.client.consumer;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between streams: 20 ms at first, doubling to 1 s, with jitter. For one thread. */
final class Reconnect {
    private static final long FIRST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 1000;

    private long nextMillis = FIRST_MILLIS;

    Duration pause() {
        long millis = nextMillis;
        nextMillis = Math.min(LONGEST_MILLIS, nextMillis * 2);
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    void succeeded() {
        nextMillis = FIRST_MILLIS;
    }
}
