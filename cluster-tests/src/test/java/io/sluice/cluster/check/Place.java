package io.sluice.cluster.check;

/**
 * Where a message of a FIFO queue stands.
 *
 * @param group its message group
 * @param sequence its sequence number, as many digits as every other; empty when nobody told it
 */
public record Place(String group, String sequence) {
    /** In no group. */
    public static final Place NONE = new Place("", "");
}
