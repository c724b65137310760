package io.sluice.node.state.tablet;

/**
 * Parcels on their way to one tablet, in the order of their sequences.
 *
 * @param first sequence of the first that is not settled
 * @param next sequence of the next one that is added; equal to {@code first} when none is on its way
 */
public record LaneRow(long first, long next) {
    /** A lane that nothing ever went. */
    public static final LaneRow EMPTY = new LaneRow(1, 1);
}
