package io.sluice.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.node.model.TabletId;
import io.sluice.node.raft.Position;
import io.sluice.node.raft.ProposeFailure;
import io.sluice.node.state.StateDigest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Digests are computed one at a time, as many as are allowed wait, and who gives up frees the node. */
@Timeout(30)
final class ReplicaDigestsTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger atOnceMax = new AtomicInteger();
    private final ReplicaDigests digests = new ReplicaDigests(this::digest);

    /** Tablet 0 is held up until it is released or unwanted, tablet 1 fails, all others are done at once. */
    private Optional<ReplicaDigest> digest(TabletId tablet, BooleanSupplier wanted) throws IOException {
        atOnceMax.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            if (tablet.value() == 0) {
                begun.countDown();
                while (wanted.getAsBoolean() && !await(held)) {
                    Thread.onSpinWait();
                }
            } else if (tablet.value() == 1) {
                throw new IOException("no replica here");
            }
            return wanted.getAsBoolean() ? Optional.of(result(tablet)) : Optional.empty();
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private static ReplicaDigest result(TabletId tablet) {
        return new ReplicaDigest(new Position(1, tablet.value()), new StateDigest("digest", 1));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @AfterEach
    void close() {
        digests.close();
    }

    @Test
    void computesOneAtATime() {
        List<CompletableFuture<ReplicaDigest>> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(digests.of(new TabletId(i == 1 ? 8 : i)));
        }
        held.countDown();
        asked.forEach(CompletableFuture::join);

        assertThat(atOnceMax).hasValue(1);
        assertThat(asked.get(3).join()).isEqualTo(result(new TabletId(3)));
    }

    @Test
    void refusesMoreThanMayWait() throws InterruptedException {
        var unused = digests.of(TabletId.CATALOG);
        begun.await();
        List<CompletableFuture<ReplicaDigest>> waiting = new ArrayList<>();
        for (int i = 0; i < ReplicaDigests.WAITING_MAX; i++) {
            waiting.add(digests.of(new TabletId(2)));
        }

        assertThat(failure(digests.of(new TabletId(2)))).isEqualTo(ProposeFailure.Kind.OVERLOADED);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        held.countDown();
        waiting.forEach(CompletableFuture::join);
    }

    @Test
    void whoGivesUpMakesWayForTheNext() throws InterruptedException {
        CompletableFuture<ReplicaDigest> unwanted = digests.of(TabletId.CATALOG);
        begun.await();

        unwanted.cancel(false);

        assertThat(digests.of(new TabletId(2)).join()).isEqualTo(result(new TabletId(2)));
    }

    @Test
    void whatCannotBeComputedIsSaid() {
        assertThat(failure(digests.of(new TabletId(1)))).isEqualTo(ProposeFailure.Kind.UNKNOWN);
    }

    @Test
    void closingEndsTheOneThatIsComputed() throws InterruptedException {
        CompletableFuture<ReplicaDigest> running = digests.of(TabletId.CATALOG);
        begun.await();

        digests.close();

        assertThat(failure(running)).isEqualTo(ProposeFailure.Kind.UNKNOWN);
        assertThat(failure(digests.of(new TabletId(2)))).isEqualTo(ProposeFailure.Kind.OVERLOADED);
    }

    private static ProposeFailure.Kind failure(CompletableFuture<ReplicaDigest> digest) {
        return digest.handle((found, failure) -> failure instanceof ProposeFailure ours
                        ? ours.kind()
                        : fail("no failure of ours: " + found + ", " + failure))
                .join();
    }
}
