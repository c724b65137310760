package io.sluice.node.sim;

/** Why a message is there no more, and the rule by which it must not come back. */
enum Fate {
    DELETED(Rule.Q4_DELETE_IS_FINAL),
    PURGED(Rule.Q9_PURGE_IS_A_POINT),
    /** Dropped by a command that looked for what is over; with many others it may be left for the next. */
    EXPIRED(Rule.Q13_EXPIRY),
    /** Some command went on as if it were over. */
    EXPIRED_UNSEEN(Rule.Q13_EXPIRY);

    private final Rule forbids;

    Fate(Rule forbids) {
        this.forbids = forbids;
    }

    Rule forbids() {
        return forbids;
    }
}
