package io.sluice.node.raft;

import io.sluice.node.command.Command;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.TabletId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The tablets whose replicas this node holds. Futures fail with {@link ProposeFailure} only. */
public interface Tablets {
    /** The tablets held here, in order of number. */
    List<TabletId> held();

    /** True when this node's disk has too little space for it to lead: it gives its leads away. */
    boolean diskLow();

    /** How a replica of this node is; empty when it holds none. */
    Optional<Replica> replica(TabletId tablet);

    /** True when this node leads the tablet and serves; cheap enough for every call. */
    boolean leads(TabletId tablet);

    /** Who leads the tablet as far as this node knows. */
    Optional<NodeId> leaderOf(TabletId tablet);

    /**
     * Proposes a command to a tablet that this node leads. Commands that wait together go into one
     * log entry. The future completes, on a thread where short work is welcome, when this replica has
     * applied the entry, which by then is on a majority of disks. Its reply is filled.
     *
     * @param encodedItem the command with its request id as an encoded ItemRecord
     */
    CompletableFuture<Reply> propose(TabletId tablet, RequestId requestId, Command command, byte[] encodedItem);

    /** Answers a query on a tablet that this node leads, no staler than the leader's lease allows. */
    CompletableFuture<Reply> query(TabletId tablet, Query query);

    /** Answers a query from this node's replica, however far behind it is; empty when it holds none. */
    Optional<Reply> queryStale(TabletId tablet, Query query);

    /** What every resource of a tablet has to give, from this node's replica; empty when it holds none. */
    List<Effect.Level> levels(TabletId tablet);

    /** Whether this node's replica keeps the reply to a request, so that proposing it again gets that reply. */
    boolean answered(TabletId tablet, RequestId requestId);

    /** Makes an empty replica; succeeds when it is there. {@code members} are all nodes of the tablet. */
    CompletableFuture<Void> create(TabletId tablet, List<NodeId> members);

    /** Hands the lead of a tablet that this node leads to another node. */
    CompletableFuture<Void> transfer(TabletId tablet, NodeId to);

    /**
     * A replica on this node.
     *
     * @param role {@code LEADER}, {@code FOLLOWER}, {@code CANDIDATE} or {@code STARTING}
     */
    record Replica(
            TabletId tablet,
            String role,
            boolean ready,
            long term,
            Optional<NodeId> leader,
            long commitIndex,
            long appliedIndex,
            long snapshotIndex) {}
}
