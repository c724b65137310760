package io.sluice.node.raft;

import org.apache.ratis.server.protocol.TermIndex;

/**
 * A place in a tablet's log.
 *
 * @param term of the leader that proposed the entry there
 * @param index of the entry, from 0
 */
public record Position(long term, long index) implements Comparable<Position> {
    /** Before the first entry; terms of entries begin at 1. */
    public static final Position START = new Position(0, -1);

    static Position of(TermIndex termIndex) {
        return new Position(termIndex.getTerm(), termIndex.getIndex());
    }

    TermIndex termIndex() {
        return TermIndex.valueOf(term, index);
    }

    @Override
    public int compareTo(Position other) {
        int byTerm = Long.compare(term, other.term);
        return byTerm != 0 ? byTerm : Long.compare(index, other.index);
    }

    @Override
    public String toString() {
        return term + ":" + index;
    }
}
