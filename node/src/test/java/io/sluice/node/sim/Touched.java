package io.sluice.node.sim;

import java.util.HashSet;
import java.util.Set;

/** What the commands of one entry did to one queue, or tried to do, for {@link Aftermath}. */
final class Touched {
    /** Messages that came. */
    final Set<Long> sent = new HashSet<>();

    /** Messages for which an outdated receipt was used. */
    final Set<Long> fenced = new HashSet<>();

    /** Messages that were given back with the rest of their batch, and not received again. */
    final Set<Long> released = new HashSet<>();

    /** Messages that a purge has ended, and whether there was one. */
    int purgedMessages;

    boolean purged;

    void clear() {
        sent.clear();
        fenced.clear();
        released.clear();
        purgedMessages = 0;
        purged = false;
    }
}
