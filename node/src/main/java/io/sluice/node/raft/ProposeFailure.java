package io.sluice.node.raft;

import io.sluice.node.model.NodeId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why the cluster could not answer. The caller may retry; with the same request id a retry never
 * acts twice. It carries no stack trace, for it is an answer, not a fault of the program.
 */
public final class ProposeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient @Nullable NodeId leader;

    private ProposeFailure(Kind kind, String detail, @Nullable NodeId leader) {
        super(detail, null, false, false);
        this.kind = kind;
        this.leader = leader;
    }

    /** What may have happened. */
    public enum Kind {
        /** This node does not lead the tablet; nothing was done. */
        NOT_LEADER,
        /** Too much is waiting; nothing was done. */
        OVERLOADED,
        /** It may or may not have been done. */
        UNKNOWN,
        /** Time ran out; it may or may not have been done. */
        TIMED_OUT
    }

    /** This node does not lead the tablet. */
    public static ProposeFailure notLeader(String detail, Optional<NodeId> leader) {
        return new ProposeFailure(Kind.NOT_LEADER, detail, leader.orElse(null));
    }

    /** Too much is waiting. */
    public static ProposeFailure overloaded(String detail) {
        return new ProposeFailure(Kind.OVERLOADED, detail, null);
    }

    /** Nobody knows whether it was done. */
    public static ProposeFailure unknown(String detail) {
        return new ProposeFailure(Kind.UNKNOWN, detail, null);
    }

    /** Time ran out. */
    public static ProposeFailure timedOut(String detail) {
        return new ProposeFailure(Kind.TIMED_OUT, detail, null);
    }

    /** What may have happened. */
    public Kind kind() {
        return kind;
    }

    /** Who leads the tablet, where that is known. */
    public Optional<NodeId> leader() {
        return Optional.ofNullable(leader);
    }
}
