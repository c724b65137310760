package io.sluice.cluster.check;

import java.util.function.Consumer;

/** One invariant, judged over a whole history. It reports what is certainly wrong, never a suspicion. */
interface Rule {
    void check(Stories stories, Consumer<Violation> report);
}
