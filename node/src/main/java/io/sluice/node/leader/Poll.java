package io.sluice.node.leader;

import io.netty.util.Timeout;
import io.sluice.node.cluster.Call;
import io.sluice.node.command.Reply;
import io.sluice.node.raft.ProposeFailure;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One poll at a {@link Gate}, whose lock guards what changes here. */
final class Poll {
    final Call call;
    final int wanted;
    final long untilMillis;
    final CompletableFuture<Reply> result = new CompletableFuture<>();

    @Nullable
    Timeout timeout;

    boolean watched;

    /** Whether it joined the entry with the messages that it waits for. */
    boolean riding;

    Poll(Call call, int wanted, long untilMillis) {
        this.call = call;
        this.wanted = wanted;
        this.untilMillis = untilMillis;
    }

    void unpark() {
        if (timeout != null) {
            timeout.cancel();
            timeout = null;
        }
    }

    void finish(@Nullable Reply reply, @Nullable Throwable failure) {
        if (failure != null) {
            result.completeExceptionally(failure);
        } else if (reply != null) {
            result.complete(reply);
        }
    }

    void end(ProposeFailure why) {
        unpark();
        result.completeExceptionally(why);
    }
}
