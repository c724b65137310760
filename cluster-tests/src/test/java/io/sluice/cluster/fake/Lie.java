package io.sluice.cluster.fake;

/** How a proxy may betray those who call through it. */
public enum Lie {
    /** None: everything is passed on. */
    NONE,
    /** Acknowledges some sends without passing them on, as a node would that answers before its disk does. */
    ACKNOWLEDGE_UNSENT,
    /** Passes some sends on twice, as a node would that forgets request ids. */
    SEND_TWICE,
    /** Acknowledges some deletes without passing them on. */
    ACKNOWLEDGE_UNDELETED,
    /** Gives the messages of one receive to the next one too. */
    REPLAY_RECEIVE,
    /** Gives the messages of some receives in the opposite order. */
    TURN_ROUND,
    /** Passes some sends on under another deduplication id, as a queue would that remembers nothing. */
    FORGET_DEDUPLICATION,
    /** Acknowledges some purges without passing them on. */
    ACKNOWLEDGE_UNPURGED,
    /** Passes some receives on without their attempt id, as a queue would that remembers no attempt. */
    FORGET_ATTEMPT,
    /** Shows the first message of some batches that are released at once, and the others a second later. */
    RELEASE_IN_PARTS
}
