package io.sluice.node.command;

import io.sluice.node.command.QueueCommand.Receipt;

/** What is done by hand to the message groups of a FIFO queue. */
public sealed interface GroupChange {
    /** Says what becomes of a message that always fails. */
    record SetPolicy(GroupPolicy policy) implements GroupChange {}

    /** Stops a group that has messages; one that is parked stays so. */
    record Park(String group) implements GroupChange {}

    /** Lets a group go on; the receives of its first message count anew. */
    record Resume(String group) implements GroupChange {}

    /**
     * Takes the first message out of a group, whoever has it.
     *
     * @param discard true to delete it; false to move it to the dead-letter queue
     */
    record Skip(String group, boolean discard) implements GroupChange {}

    /** Gives a message back, and those of its group that the same receive brought after it. */
    record Release(Receipt receipt) implements GroupChange {}
}
