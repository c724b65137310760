package io.sluice.client.bench;

/** The measured time, in {@link System#nanoTime}; the end is outside. */
record Window(long fromNanos, long toNanos) {

    boolean contains(long nanos) {
        return nanos - fromNanos >= 0 && nanos - toNanos < 0;
    }

    long clamp(long nanos) {
        if (nanos - fromNanos < 0) {
            return fromNanos;
        }
        return nanos - toNanos > 0 ? toNanos : nanos;
    }

    double seconds() {
        return (toNanos - fromNanos) / 1e9;
    }
}
