package io.sluice.node.cluster;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.model.RequestId;
import java.util.OptionalLong;

/**
 * A command on its way to the leader of its tablet.
 *
 * @param encodedItem command and request id as an encoded ItemRecord, so that no hop encodes again
 * @param deadlineNanos when the caller gives up, on this node's {@link System#nanoTime()}
 * @param waitMillis for polls: how long to wait when nothing is ready; empty for the resource's own time
 */
public record Call(
        RequestId requestId, Command command, Bytes encodedItem, long deadlineNanos, OptionalLong waitMillis) {}
