package io.sluice.node.state.queue;

import io.sluice.node.command.GroupPolicy;
import java.util.Optional;

/**
 * What a FIFO queue counts beside its {@link QueueStateRow}. Numbers only rise, so that no key is used
 * twice.
 *
 * @param nextGroup number of the next message group
 * @param nextReady next place in the order of ready groups
 * @param readyFloor no ready group has a smaller place
 * @param offered messages that receives can have now, each group counted up to what one receive takes
 * @param ripe first sequence that is delayed; all after it are
 * @param ripeSentMillis log time of its send; {@link Long#MAX_VALUE} when nothing is delayed
 * @param oldestFloor no message has a smaller sequence
 * @param nextMemory number of the next row of the memory's log
 * @param memoryFloor first row of the memory's log
 * @param memoryMillis log time of that row; {@link Long#MAX_VALUE} when there is none
 * @param memoryReused last row of the memory's log some name of which may be remembered by a later row; 0 when none was
 * @param policy what becomes of a message that always fails
 * @param parked how many groups are parked
 * @param review the next group that is looked at because limits have changed
 */
public record FifoStateRow(
        long nextGroup,
        long nextReady,
        long readyFloor,
        long offered,
        long ripe,
        long ripeSentMillis,
        long oldestFloor,
        long nextMemory,
        long memoryFloor,
        long memoryMillis,
        long memoryReused,
        GroupPolicy policy,
        long parked,
        Optional<GroupReview> review) {
    /** A queue without a message. */
    public static final FifoStateRow EMPTY = new FifoStateRow(
            1, 1, 1, 0, 1, Long.MAX_VALUE, 1, 1, 1, Long.MAX_VALUE, 0, GroupPolicy.AWS, 0, Optional.empty());
}
