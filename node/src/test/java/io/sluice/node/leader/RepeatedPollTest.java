package io.sluice.node.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class RepeatedPollTest {
    private static final Reply NOTHING = new Reply.Received(List.of());
    private static final Reply SOMETHING = new Reply.Received(List.of(new Reply.ReceivedOne(1, 1, 1, 0, Bytes.EMPTY)));

    private final CompletableFuture<Reply> asked = new CompletableFuture<>();
    private final CompletableFuture<Reply> waited = new CompletableFuture<>();
    private int waits;

    private CompletableFuture<Reply> run() {
        return RepeatedPoll.run(() -> asked, () -> {
            waits++;
            return waited;
        });
    }

    @Test
    void doesNotWaitWhenThereIsAnAnswer() {
        CompletableFuture<Reply> result = run();

        asked.complete(SOMETHING);

        assertThat(result).isCompletedWithValue(SOMETHING);
        assertThat(waits).isZero();
    }

    @Test
    void waitsWhenThereIsNothing() {
        CompletableFuture<Reply> result = run();

        asked.complete(NOTHING);
        assertThat(result).isNotDone();
        waited.complete(SOMETHING);

        assertThat(result).isCompletedWithValue(SOMETHING);
    }

    @Test
    void aCancelledPollWaitsNoMore() {
        CompletableFuture<Reply> early = run();
        early.cancel(false);
        asked.complete(NOTHING);
        assertThat(waits).isZero();

        CompletableFuture<Reply> late = run();
        assertThat(waits).isEqualTo(1);
        late.cancel(false);
        assertThat(waited).isCancelled();
    }

    @Test
    void tellsFailures() {
        CompletableFuture<Reply> result = run();

        asked.completeExceptionally(new IllegalStateException("no"));

        assertThat(result).isCompletedExceptionally();
    }
}
