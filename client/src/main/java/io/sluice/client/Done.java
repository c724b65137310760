package io.sluice.client;

/** The answer of an operation that has nothing to tell but that it took effect. */
public enum Done {
    /** It took effect. */
    DONE;

    static Done of(Object response) {
        return DONE;
    }
}
