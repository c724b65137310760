package io.sluice.node.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.model.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScansTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Scans scans = new Scans(meters, () -> true);
    private final CountDownLatch held = new CountDownLatch(1);

    @AfterEach
    void close() {
        held.countDown();
        scans.close();
    }

    @Test
    void refusesByNameWhatIsMoreThanMayWait() {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < Scans.THREADS + Scans.WAITING_MAX; i++) {
            replies.add(run(this::hold));
        }

        assertThat(run(this::hold)).isCompletedWithValue(new Reply.Rejected(RejectionCode.BROWSE_BUSY, "18"));
        assertThat(meters.counter("sluice.scans.refused").count()).isEqualTo(1);

        held.countDown();
        assertThat(replies).allSatisfy(reply -> assertThat(reply).succeedsWithin(SOON));
        assertThat(run(goesOn -> Reply.Done.DONE)).succeedsWithin(SOON);
    }

    @Test
    void endsWhatNobodyWaitsFor() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);

        run(goesOn -> {
                    begun.countDown();
                    while (goesOn.getAsBoolean()) {
                        Thread.onSpinWait();
                    }
                    ended.countDown();
                    return Reply.Done.DONE;
                })
                .cancel(false);
        // Either it was cancelled before it began, or it is told to end.
        if (begun.getCount() == 0) {
            ended.await();
        }

        assertThat(run(goesOn -> Reply.Done.DONE)).succeedsWithin(SOON);
    }

    @Test
    void endsWhatHasLookedForLong() {
        CompletableFuture<Reply> reply = run(goesOn -> {
            while (goesOn.getAsBoolean()) {
                Thread.onSpinWait();
            }
            return Reply.Done.DONE;
        });

        assertThat(reply).succeedsWithin(SOON);
    }

    @Test
    void restsHalfOfItsWorkAndUntilItsStepsAreDueWhereTheProcessorsAreBusy() {
        long second = 1_000_000_000;
        long stepsOfASecond = 125_000 / Limits.BROWSE_STEP;

        assertThat(Scans.restNanos(2_000_000, 0, second)).isEqualTo(1_000_000);
        assertThat(Scans.restNanos(2_000_000, stepsOfASecond, second / 4)).isBetween(second / 10 * 7, second / 4 * 3);
        assertThat(Scans.restNanos(2_000_000, stepsOfASecond, 2 * second)).isEqualTo(1_000_000);
    }

    @Test
    void tellsOfWhatFails() {
        assertThat(run(goesOn -> {
                    throw new IllegalStateException("no");
                }))
                .failsWithin(SOON);
    }

    private CompletableFuture<Reply> run(Function<BooleanSupplier, Reply> query) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        scans.run(reply, query);
        return reply;
    }

    private Reply hold(BooleanSupplier goesOn) {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Reply.Done.DONE;
    }
}
