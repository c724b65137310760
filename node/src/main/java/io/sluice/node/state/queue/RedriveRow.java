package io.sluice.node.state.queue;

import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;

/**
 * Where the dead letters of a queue go.
 *
 * @param receivesMax receives after which the next one moves a message
 * @param goneMillis log time at which the target was found to be deleted, and nobody had its name: messages stay where
 *     they are and are received on, and now and then one is sent there again; 0 when it is there
 * @param name the target's; empty when it was set by a version that did not say
 */
public record RedriveRow(ResourceId target, TabletId tablet, int receivesMax, long goneMillis, String name) {
    /** Whether messages stay where they are at a log time. */
    public boolean rests(long nowMillis) {
        return goneMillis != 0 && nowMillis < goneMillis + Limits.HEIR_MILLIS;
    }

    /** The same when the target was found to be deleted. */
    public RedriveRow gone(long nowMillis) {
        return new RedriveRow(target, tablet, receivesMax, nowMillis, name);
    }

    /** The same with another queue of that name. */
    public RedriveRow to(ResourceId heir, TabletId heirTablet) {
        return new RedriveRow(heir, heirTablet, receivesMax, 0, name);
    }
}
