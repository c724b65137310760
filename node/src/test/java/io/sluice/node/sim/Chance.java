package io.sluice.node.sim;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/** What a seed decides. */
final class Chance {
    private final Random random;

    Chance(long seed) {
        random = new Random(seed);
    }

    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** From 0 to below a bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From one number to another, both included. */
    long between(long from, long to) {
        return from + (long) (random.nextDouble() * (to - from + 1));
    }

    <T> T one(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    /** One of several times, now and then; mostly none. */
    OptionalLong millis(int percent, List<Long> values) {
        return percent(percent) ? OptionalLong.of(one(values)) : OptionalLong.empty();
    }
}
