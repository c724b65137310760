package io.sluice.node.state.tablet;

import io.sluice.node.command.Reply;
import io.sluice.node.model.RequestId;
import java.util.List;

/** The replies of one entry, kept for retries. */
public record RepliesRow(long millis, List<Kept> replies) {
    public RepliesRow {
        replies = List.copyOf(replies);
    }

    /** One reply. */
    public record Kept(RequestId requestId, Reply reply) {}
}
