package io.sluice.node.model;

/** Assertions about our own mistakes: always on, and their failure stops the replica. */
public final class Invariant {
    private Invariant() {}

    /** Throws when the program has contradicted itself; never used for what a user may get wrong. */
    public static void check(boolean holds, String claim) {
        if (!holds) {
            throw new IllegalStateException("broken invariant: " + claim);
        }
    }
}
