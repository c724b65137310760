package io.sluice.cluster.check;

/** What the caller may believe about an attempt. */
public enum Outcome {
    /** It was done. */
    OK,
    /** It was not done and never will be. */
    FAIL,
    /** It may have been done, or may still be done. */
    UNKNOWN
}
