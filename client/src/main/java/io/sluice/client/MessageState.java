package io.sluice.client;

/** What a message is up to. */
public enum MessageState {
    /** A receive could have it, or could once those before it in its group are done. */
    VISIBLE,
    /** Somebody has received it and its visibility timeout runs. */
    IN_FLIGHT,
    /** It is not due yet. */
    DELAYED
}
