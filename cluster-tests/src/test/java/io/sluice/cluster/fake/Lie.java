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
    FORGET_DEDUPLICATION
}
