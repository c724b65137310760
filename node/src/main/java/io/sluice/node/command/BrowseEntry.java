package io.sluice.node.command;

import java.util.List;
import java.util.Optional;

/**
 * A message as it lies in its queue.
 *
 * @param firstReceivedMillis 0 when never
 * @param lastReceivedMillis 0 when never
 * @param dueMillis log time at which its lease or its delay ends; 0 when it is visible
 * @param holder who has it, if that is known; else empty
 * @param origin present when the message was sent to another queue
 * @param endMillis log time at which it ends; 0: when its queue keeps it no longer
 * @param failed how it failed here, oldest first
 * @param priority {@link io.sluice.node.model.Limits#PRIORITY_DEFAULT} unless its sender gave another
 */
public record BrowseEntry(
        long sequence,
        BrowsedState state,
        long receives,
        long firstReceivedMillis,
        long lastReceivedMillis,
        long dueMillis,
        String holder,
        long sentMillis,
        Bytes payload,
        Optional<Origin> origin,
        long endMillis,
        List<Attempt> failed,
        int priority) {
    public BrowseEntry {
        failed = List.copyOf(failed);
    }
}
