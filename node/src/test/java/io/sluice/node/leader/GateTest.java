package io.sluice.node.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.cluster.Call;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.raft.ProposeFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the order of sends, polls, leases that run out, failures and hints: no poll sleeps beside a message. */
final class GateTest {
    private static final ResourceId QUEUE = new ResourceId(1);
    private static final int LEASE_MILLIS = 400;

    private final HandTimer timer = new HandTimer();
    private final Deque<Proposed> proposed = new ArrayDeque<>();
    private final PriorityQueue<Long> leases = new PriorityQueue<>();
    private final List<Waiting> open = new ArrayList<>();
    private final Gate gate = new Gate(level(), timer::nowMillis, timer, this::propose);
    private long visible;

    private record Waiting(CompletableFuture<Reply> answer, long untilMillis) {}

    private record Proposed(Call call, CompletableFuture<Reply> reply) {}

    private CompletableFuture<Reply> propose(Call call) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        proposed.add(new Proposed(call, reply));
        return reply;
    }

    private Effect.Level level() {
        return new Effect.Level(QUEUE, visible, false, leases.isEmpty() ? Long.MAX_VALUE : leases.peek(), 0);
    }

    @Test
    void aPollIsWokenByASend() {
        CompletableFuture<Reply> poll = poll(10, 1_000);
        assertThat(proposed).isEmpty();

        send(3);
        apply(true);

        assertThat(received(poll)).isEqualTo(3);
    }

    @Test
    void aPollIsWokenWhenALeaseRunsOut() {
        send(1);
        CompletableFuture<Reply> first = poll(1, 1_000);
        apply(true);
        CompletableFuture<Reply> second = poll(1, 1_000);
        assertThat(received(first)).isEqualTo(1);
        assertThat(proposed).isEmpty();

        timer.pass(LEASE_MILLIS);
        apply(true);

        assertThat(received(second)).isEqualTo(1);
    }

    @Test
    void noMorePollsGoThanThereIsForThem() {
        List<CompletableFuture<Reply>> polls = List.of(poll(10, 1_000), poll(10, 1_000), poll(10, 1_000));

        send(1);
        assertThat(proposed).hasSize(1);
        apply(true);

        assertThat(polls).filteredOn(CompletableFuture::isDone).hasSize(1);
        assertThat(proposed).isEmpty();
    }

    @Test
    void aPollThatFailsLeavesTheMessageToTheNext() {
        CompletableFuture<Reply> first = poll(10, 1_000);
        CompletableFuture<Reply> second = poll(10, 1_000);
        send(1);

        apply(false);
        apply(true);

        assertThat(first).isCompletedExceptionally();
        assertThat(received(second)).isEqualTo(1);
    }

    @Test
    void aPollThatFoundNothingWaitsOnForTheRestOfItsTime() {
        CompletableFuture<Reply> slow = poll(10, 1_000);
        send(1);
        visible = 0; // another receive was applied before it, and its hint is still on the way
        apply(true);
        assertThat(slow).isNotDone();

        send(2);
        apply(true);

        assertThat(received(slow)).isEqualTo(2);
    }

    @Test
    void aPollEndsEmptyWhenItsTimeIsOver() {
        CompletableFuture<Reply> poll = poll(10, 1_000);

        timer.pass(999);
        assertThat(poll).isNotDone();
        timer.pass(1);

        assertThat(received(poll)).isZero();
        assertThat(proposed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noPollSleepsBesideAMessage(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(10)) {
                case 0, 1 -> send(1 + random.nextInt(12));
                case 2, 3, 4 -> {
                    if (open.size() < 50) {
                        var unused = poll(1 + random.nextInt(10), random.nextInt(4) == 0 ? 0 : random.nextInt(2_000));
                    }
                }
                case 5, 6 -> apply(random.nextInt(10) > 0);
                case 7 -> timer.pass(random.nextInt(LEASE_MILLIS));
                case 8 -> cancelOne(random);
                default -> gate.update(level()); // a sweep, or a hint that says nothing new
            }
            if (random.nextInt(20) == 0) {
                rest(random);
            }
        }
    }

    private void cancelOne(SplittableRandom random) {
        if (!open.isEmpty()) {
            open.get(random.nextInt(open.size())).answer().cancel(false);
        }
    }

    /** Once all that was proposed is applied, whoever still waits has nothing to get and time left. */
    private void rest(SplittableRandom random) {
        timer.pass(1);
        while (!proposed.isEmpty()) {
            apply(random.nextInt(10) > 0);
        }
        open.removeIf(waiting -> waiting.answer().isDone());
        if (!open.isEmpty()) {
            assertThat(visible).as("visible while %s polls wait", open.size()).isZero();
            assertThat(leases.isEmpty() || leases.peek() > timer.nowMillis() - 1)
                    .as("nothing is due while polls wait")
                    .isTrue();
            assertThat(open).allMatch(waiting -> waiting.untilMillis() >= timer.nowMillis());
        }
    }

    private CompletableFuture<Reply> poll(int wanted, long waitMillis) {
        Call call = new Call(
                RequestId.NONE,
                new QueueCommand.Receive(QUEUE, wanted, OptionalLong.empty(), waitMillis > 0),
                Bytes.EMPTY,
                System.nanoTime() + TimeUnit.HOURS.toNanos(1),
                OptionalLong.of(waitMillis));
        CompletableFuture<Reply> answer = gate.enter(call, wanted);
        open.add(new Waiting(answer, timer.nowMillis() + waitMillis));
        return answer;
    }

    private void send(int messages) {
        visible += messages;
        gate.update(level());
    }

    /** Applies the receive that was proposed first, or loses it, as when no majority answers. */
    private void apply(boolean committed) {
        Proposed next = proposed.poll();
        if (next == null) {
            return;
        }
        if (!committed) {
            next.reply().completeExceptionally(ProposeFailure.unknown("lost"));
            return;
        }
        while (!leases.isEmpty() && leases.peek() <= timer.nowMillis()) {
            leases.remove();
            visible++;
        }
        int given = (int) Math.min(visible, next.call().command().wanted());
        visible -= given;
        List<Reply.ReceivedOne> messages = new ArrayList<>();
        for (int i = 0; i < given; i++) {
            leases.add(timer.nowMillis() + LEASE_MILLIS);
            messages.add(new Reply.ReceivedOne(i + 1, 1, 0, 0, Bytes.EMPTY));
        }
        gate.update(level());
        next.reply().complete(new Reply.Received(messages));
    }

    private static int received(CompletableFuture<Reply> poll) {
        return ((Reply.Received) poll.join()).messages().size();
    }
}
