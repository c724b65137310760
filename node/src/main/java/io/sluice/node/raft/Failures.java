package io.sluice.node.raft;

import io.sluice.node.model.NodeId;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.exceptions.GroupMismatchException;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;
import org.jspecify.annotations.Nullable;

/**
 * What Ratis's errors mean to a caller. Ratis reports in two ways, in the reply and as an exception.
 * On stepping down it answers NotLeader for entries that may still be committed, so its word counts
 * only where the entry provably never got an index.
 */
final class Failures {
    private Failures() {}

    static ProposeFailure ofWrite(Batch batch, @Nullable RaftClientReply reply, @Nullable Throwable thrown) {
        Throwable cause = cause(reply, thrown);
        return batch.mayBeInLog() ? ProposeFailure.unknown("the lead was lost: " + text(cause)) : ofClean(cause);
    }

    /** For a read, which changes nothing. */
    static ProposeFailure ofRead(@Nullable RaftClientReply reply, @Nullable Throwable thrown) {
        return ofClean(cause(reply, thrown));
    }

    static @Nullable Throwable cause(@Nullable RaftClientReply reply, @Nullable Throwable thrown) {
        if (thrown != null) {
            Throwable inner = thrown;
            while (inner instanceof CompletionException && inner.getCause() != null) {
                inner = inner.getCause();
            }
            return inner;
        }
        return reply == null ? null : reply.getException();
    }

    static String text(@Nullable Throwable cause) {
        return cause == null ? "no reason given" : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /** Nothing was done. */
    private static ProposeFailure ofClean(@Nullable Throwable cause) {
        if (cause instanceof ResourceUnavailableException) {
            return ProposeFailure.overloaded("the log takes no more");
        }
        if (cause instanceof NotLeaderException notLeader) {
            return ProposeFailure.notLeader("not the leader", leader(notLeader.getSuggestedLeader()));
        }
        if (cause instanceof LeaderNotReadyException
                || cause instanceof LeaderSteppingDownException
                || cause instanceof ServerNotReadyException
                || cause instanceof GroupMismatchException) {
            return ProposeFailure.notLeader(text(cause), Optional.empty());
        }
        return ProposeFailure.unknown(text(cause));
    }

    private static Optional<NodeId> leader(@Nullable RaftPeer peer) {
        return Optional.ofNullable(peer).map(known -> new NodeId(known.getId().toString()));
    }
}
