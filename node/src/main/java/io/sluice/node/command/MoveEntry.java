package io.sluice.node.command;

/**
 * A move out of a queue, as it is listed.
 *
 * @param destination name of the queue that messages go to; empty: each to where it came from
 * @param perSecond as asked for; 0 when it was not
 * @param toMove messages that were visible when it began
 * @param moved messages that have arrived
 * @param failure empty unless it failed
 */
public record MoveEntry(
        long number,
        MoveState state,
        String destination,
        int perSecond,
        long startedMillis,
        long toMove,
        long moved,
        String failure) {}
