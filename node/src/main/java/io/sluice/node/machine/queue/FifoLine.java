package io.sluice.node.machine.queue;

import io.sluice.node.model.Invariant;

/**
 * The messages of a group that are leased, or those that are returned: how many, and the first. When the
 * first has left and others stay, where they begin is only guessed; {@link FifoGroups} makes sure of it,
 * once a command.
 */
final class FifoLine {
    private long count;
    private long first;
    private boolean exact = true;
    private long guess;

    FifoLine(long count, long first) {
        this.count = count;
        this.first = first;
    }

    /** A line with nothing in it. */
    static FifoLine empty() {
        return new FifoLine(0, Long.MAX_VALUE);
    }

    long count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** No message has a smaller sequence; {@link Long#MAX_VALUE} when there is none. */
    long floor() {
        return first;
    }

    /** True when there is a message at the floor, or none at all. */
    boolean isExact() {
        return exact;
    }

    /** While the line is not exact, the only message that the first can be, if it is in the line; 0 for none. */
    long guess() {
        return guess;
    }

    void add(long sequence) {
        count++;
        if (sequence <= first) {
            begins(sequence);
        }
    }

    /**
     * Takes a message out.
     *
     * @param next the next one of its group; 0 when that is not known
     */
    void remove(long sequence, long next) {
        count--;
        Invariant.check(count >= 0, "nothing leaves an empty line");
        if (count == 0) {
            begins(Long.MAX_VALUE);
        } else if (exact ? sequence == first : sequence == guess) {
            first = sequence + 1;
            exact = false;
            guess = next;
        }
    }

    /** The first message is known. */
    void begins(long sequence) {
        first = sequence;
        exact = true;
        guess = 0;
    }
}
