package io.sluice.node.state.queue;

import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;

/**
 * Where the dead letters of a queue go.
 *
 * @param receivesMax receives after which the next one moves a message
 * @param gone the target was found to be deleted: messages stay where they are and are received on
 */
public record RedriveRow(ResourceId target, TabletId tablet, int receivesMax, boolean gone) {}
