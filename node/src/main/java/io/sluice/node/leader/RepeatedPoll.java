package io.sluice.node.leader;

import io.sluice.node.command.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A poll that may have its answer already: it is asked at once, and waits only when it got nothing. The
 * poll that it repeats may be in the log and not applied yet, so nothing but the log can tell.
 */
final class RepeatedPoll {
    private final CompletableFuture<Reply> result = new CompletableFuture<>();

    private RepeatedPoll() {}

    /** Asks, and then perhaps waits; cancelling the result cancels whichever is under way. */
    static CompletableFuture<Reply> run(
            Supplier<CompletableFuture<Reply>> ask, Supplier<CompletableFuture<Reply>> await) {
        RepeatedPoll poll = new RepeatedPoll();
        poll.follow(ask.get().thenCompose(reply -> {
            if (!isEmpty(reply) || poll.result.isDone()) {
                return CompletableFuture.completedFuture(reply);
            }
            CompletableFuture<Reply> waiting = await.get();
            poll.cancelTogether(waiting);
            return waiting;
        }));
        return poll.result;
    }

    private void follow(CompletableFuture<Reply> reply) {
        var unused = reply.whenComplete((done, failure) -> {
            if (failure == null) {
                result.complete(done);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private void cancelTogether(CompletableFuture<Reply> waiting) {
        var unused = result.whenComplete((done, failure) -> {
            if (result.isCancelled()) {
                waiting.cancel(false);
            }
        });
    }

    private static boolean isEmpty(Reply reply) {
        return reply instanceof Reply.Received received && received.messages().isEmpty();
    }
}
