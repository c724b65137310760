package io.sluice.node.state.queue;

import io.sluice.node.model.Limits;

/**
 * Whose a message of a standard queue is, and how urgent.
 *
 * @param tenant number of its tenant; 0 when it has none
 */
public record Rank(long tenant, int priority) {
    /** Of nobody in particular, and no more urgent than others. */
    public static final Rank PLAIN = new Rank(0, Limits.PRIORITY_DEFAULT);

    /** Whether it goes in the orders that all queues have. */
    public boolean isPlain() {
        return tenant == 0 && priority == Limits.PRIORITY_DEFAULT;
    }
}
