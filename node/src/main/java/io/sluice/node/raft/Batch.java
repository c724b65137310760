package io.sluice.node.raft;

import io.sluice.node.command.Entry;
import io.sluice.node.command.Reply;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * An entry that this node proposed, from its submission to its replies. It travels through Ratis as
 * the message and as the transaction's context, so that the leader never decodes what it encoded.
 */
final class Batch implements Message {
    private final List<Proposal> proposals;
    private final Entry entry;
    private final ByteString content;
    private final long submittedNanos;
    private final AtomicBoolean finished = new AtomicBoolean();
    private volatile @Nullable TransactionContext transaction;
    private volatile boolean applied;

    Batch(List<Proposal> proposals, Entry entry, ByteString content, long submittedNanos) {
        this.proposals = proposals;
        this.entry = entry;
        this.content = content;
        this.submittedNanos = submittedNanos;
    }

    Entry entry() {
        return entry;
    }

    int commands() {
        return proposals.size();
    }

    long submittedNanos() {
        return submittedNanos;
    }

    @Override
    public ByteString getContent() {
        return content;
    }

    void started(TransactionContext context) {
        transaction = context;
    }

    /** False only when the entry is provably not in the log: Ratis never gave it an index. */
    boolean mayBeInLog() {
        TransactionContext context = transaction;
        return context != null && context.getLogEntry() != null;
    }

    void markApplied() {
        applied = true;
    }

    boolean isApplied() {
        return applied;
    }

    /** True for the first caller only: whoever gets true gives the batch's place in flight back. */
    boolean finish() {
        return finished.compareAndSet(false, true);
    }

    void reply(List<Reply> replies) {
        for (int i = 0; i < proposals.size(); i++) {
            proposals.get(i).complete(replies.get(i));
        }
    }

    /** Fails those that have no answer yet. */
    void fail(ProposeFailure failure) {
        proposals.forEach(each -> each.completeExceptionally(failure));
    }

    @Override
    public String toString() {
        return "batch of " + proposals.size() + " commands, " + content.size() + " bytes";
    }
}
