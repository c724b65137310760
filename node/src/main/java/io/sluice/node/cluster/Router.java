package io.sluice.node.cluster;

import io.sluice.node.command.Command;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Brings calls to whoever leads their tablet, from any node, and again when the lead has moved, until
 * the deadline. Futures fail with {@code ProposeFailure} only.
 */
public interface Router {
    /** Executes a command under a request id; an empty {@code waitMillis} leaves the wait of a poll to its resource. */
    CompletableFuture<Reply> execute(
            TabletId tablet, RequestId requestId, Command command, long deadlineNanos, OptionalLong waitMillis);

    /** Answers a query. */
    CompletableFuture<Reply> query(TabletId tablet, Query query, long deadlineNanos);

    /** An active resource, as far as this node's own catalog knows it. */
    Optional<Reply.Placed> known(ResourceName name);

    /**
     * Finds an active resource: from this node's own catalog when it knows the name, from the
     * catalog's leader when it does not. Replies {@link Reply.Placed} or {@link Reply.Rejected}.
     */
    CompletableFuture<Reply> locate(ResourceName name, long deadlineNanos);

    /**
     * A tablet to ask about a resource that was not found, where nobody may learn that: always the same for a name, and
     * nobody outside the cluster can tell which.
     */
    TabletId standIn(ResourceName name);

    /** Who leads a tablet as far as this node knows. */
    Optional<NodeId> leaderOf(TabletId tablet);
}
