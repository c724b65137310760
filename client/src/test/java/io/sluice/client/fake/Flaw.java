package io.sluice.client.fake;

/** What a queue of the fake does wrong, so that a checker can be shown to see it. */
public enum Flaw {
    /** Nothing. */
    NONE,
    /** Acknowledges every 50th message and forgets it. */
    LOSES,
    /** Stores every 50th message twice. */
    DUPLICATES,
    /** Delivers every 50th message again after its delete. */
    REDELIVERS_AFTER_DELETE,
    /** Changes a letter of every message. */
    CORRUPTS,
    /** Gives a group's messages in any order, and behind those in flight. */
    DISORDERS,
    /** Takes a repeated send for another message. */
    FORGETS_SENDS
}
