package io.sluice.node.command;

import java.util.Optional;

/**
 * A message as it lies in its queue.
 *
 * @param firstReceivedMillis 0 when never
 * @param lastReceivedMillis 0 when never
 * @param dueMillis log time at which its lease or its delay ends; 0 when it is visible
 * @param holder who has it, if that is known; else empty
 * @param origin present when the message was sent to another queue
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
        Optional<Origin> origin) {}
