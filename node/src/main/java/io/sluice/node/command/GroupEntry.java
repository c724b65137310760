package io.sluice.node.command;

import java.util.Optional;

/**
 * A message group that has messages.
 *
 * @param visible messages visible, also behind one in flight and in a parked group
 * @param head the first message that is left; absent when all are delayed
 * @param headReceives how often that was received
 * @param sinceMillis log time at which the group was parked or its head last received; 0 when neither
 * @param untilMillis log time at which the lease of the head ends; 0 when it has none
 */
public record GroupEntry(
        String name,
        GroupState state,
        long visible,
        long inFlight,
        long delayed,
        Optional<Origin> head,
        long headReceives,
        long sinceMillis,
        long untilMillis) {}
