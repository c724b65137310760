package io.sluice.node.sim;

/** What has come about in a simulation: rules that were never put to the test prove nothing. */
final class Coverage {
    private long term;
    private int purged;
    private int released;
    private int fenced;
    private int repeated;
    private int repeatedLater;

    /** How often each came about; the numbers are messages, but for attempts. */
    record Counts(int purged, int released, int fenced, int repeatedAttempts, int repeatedUnderAnotherLeader) {
        /** Those of this run and of others together. */
        Counts plus(Counts other) {
            return new Counts(
                    purged + other.purged,
                    released + other.released,
                    fenced + other.fenced,
                    repeatedAttempts + other.repeatedAttempts,
                    repeatedUnderAnotherLeader + other.repeatedUnderAnotherLeader);
        }
    }

    long term() {
        return term;
    }

    /** A leader has begun a term. */
    void leads(long newTerm) {
        term = newTerm;
    }

    /** An entry was about a queue. */
    void add(Touched touched) {
        purged += touched.purgedMessages;
        released += touched.released.size();
        fenced += touched.fenced.size();
    }

    /** An attempt of a term got the same again. */
    void repeated(long ofTerm) {
        repeated++;
        repeatedLater += ofTerm < term ? 1 : 0;
    }

    Counts counts() {
        return new Counts(purged, released, fenced, repeated, repeatedLater);
    }
}
