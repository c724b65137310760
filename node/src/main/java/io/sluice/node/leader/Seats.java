package io.sluice.node.leader;

import java.util.concurrent.atomic.AtomicInteger;

/** Where the polls wait that are parked at all gates of a node: each keeps its call in the heap. Thread-safe. */
final class Seats {
    /** About a kilobyte each: less than a tenth of a heap of 640 MB. */
    static final int MAX = 50_000;

    private final int max;
    private final AtomicInteger taken = new AtomicInteger();

    Seats(int max) {
        this.max = max;
    }

    /** True when no further poll may park; several that ask at once may all be let in. */
    boolean areTaken() {
        return taken.get() >= max;
    }

    /** So many polls more are parked than before, or fewer. */
    void changed(int by) {
        taken.addAndGet(by);
    }

    int max() {
        return max;
    }
}
