package io.sluice.node.command;

/** Whether a receive is a long poll. A long one gets nothing where a short one is told of a limit, as AWS does. */
public enum Patience {
    /** It says that it does not wait. */
    SHORT,
    /** It says that it waits. */
    LONG,
    /** It says nothing: whether it waits is the queue's to say, as it is set when the receive is carried out. */
    AS_THE_QUEUE;

    /** Whether it waits at a queue whose polls wait for so long unless they say otherwise. */
    public boolean waits(long queueWaitMillis) {
        return this == LONG || (this == AS_THE_QUEUE && queueWaitMillis > 0);
    }
}
