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
import io.sluice.node.raft.Rider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the order of sends, polls, rides, leases that run out, failures and hints: no poll sleeps
 * beside a message.
 */
final class GateCourseTest {
    private static final ResourceId QUEUE = new ResourceId(1);
    private static final int LEASE_MILLIS = 400;
    private static final int STEPS = 20_000;

    private final ManualTimer timer = new ManualTimer();
    private final Deque<Entry> log = new ArrayDeque<>();
    private final PriorityQueue<Long> leases = new PriorityQueue<>();
    private final List<Waiting> open = new ArrayList<>();
    private final Gate gate = new Gate(level(), timer::nowMillis, timer, new Seats(Seats.MAX), this::propose);
    private long visible;
    private long received;

    /** An entry on its way: what it sends, and the polls in it. */
    private record Entry(int sent, List<Asked> polls) {}

    private record Asked(int wanted, BiConsumer<@Nullable Reply, @Nullable Throwable> answered) {}

    private record Waiting(CompletableFuture<Reply> answer, long untilMillis) {}

    private CompletableFuture<Reply> propose(Call call) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Asked asked = new Asked(call.command().wanted(), (answer, failure) -> {
            if (answer != null) {
                reply.complete(answer);
            } else if (failure != null) {
                reply.completeExceptionally(failure);
            }
        });
        log.add(new Entry(0, List.of(asked)));
        return reply;
    }

    private Effect.Level level() {
        return new Effect.Level(QUEUE, visible, false, leases.isEmpty() ? Long.MAX_VALUE : leases.peek(), 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noPollSleepsBesideAMessage(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int judged = 0;
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(10)) {
                case 0, 1 -> send(1 + random.nextInt(12), random.nextBoolean());
                case 2, 3, 4 -> poll(1 + random.nextInt(10), random.nextInt(4) == 0 ? 0 : random.nextInt(2_000));
                case 5, 6 -> apply(random.nextInt(10) > 0);
                case 7 -> pass(random.nextInt(LEASE_MILLIS));
                case 8 -> cancelOne(random);
                default -> gate.update(level()); // a sweep, or a hint that says nothing new
            }
            if (random.nextInt(20) == 0) {
                judged += rest(random);
            }
        }
        assertThat(judged).as("times that polls waited at rest").isPositive();
    }

    private void pass(int millis) throws Exception {
        for (int i = 0; i < millis; i++) {
            timer.advance(1);
        }
    }

    private void cancelOne(SplittableRandom random) {
        if (!open.isEmpty()) {
            open.get(random.nextInt(open.size())).answer().cancel(false);
        }
    }

    /** Once all that was proposed is applied, whoever still waits has nothing to get and time left. */
    private int rest(SplittableRandom random) throws Exception {
        pass(1);
        while (!log.isEmpty()) {
            apply(random.nextInt(10) > 0);
        }
        open.removeIf(waiting -> waiting.answer().isDone());
        if (open.isEmpty()) {
            return 0;
        }
        assertThat(visible).as("visible while %s polls wait", open.size()).isZero();
        assertThat(leases.isEmpty() || leases.peek() >= timer.nowMillis())
                .as("nothing was due while polls wait")
                .isTrue();
        assertThat(open).allMatch(waiting -> waiting.untilMillis() >= timer.nowMillis());
        return 1;
    }

    private void poll(int wanted, long waitMillis) {
        if (open.size() >= 50) {
            return;
        }
        Call call = new Call(
                RequestId.NONE,
                new QueueCommand.Receive(QUEUE, wanted, OptionalLong.empty(), waitMillis > 0),
                Bytes.EMPTY,
                System.nanoTime() + TimeUnit.HOURS.toNanos(1),
                OptionalLong.of(waitMillis));
        open.add(new Waiting(gate.enter(call, wanted), timer.nowMillis() + waitMillis));
    }

    /** Messages that become visible when their entry is applied, or never, as those that are sent with a delay. */
    private void send(int messages, boolean prompt) {
        List<Asked> riders = new ArrayList<>();
        for (Rider rider : gate.ride(messages, 100)) {
            riders.add(new Asked(rider.command().wanted(), rider.answered()));
        }
        log.add(new Entry(prompt ? messages : 0, riders));
    }

    /** Applies the entry that was proposed first, or loses it, as when no majority answers. */
    private void apply(boolean committed) {
        Entry entry = log.poll();
        if (entry == null) {
            return;
        }
        if (!committed) {
            entry.polls().forEach(poll -> poll.answered().accept(null, ProposeFailure.unknown("lost")));
            return;
        }
        visible += entry.sent();
        List<Reply> replies = entry.polls().stream().map(this::receive).toList();
        gate.update(level());
        for (int i = 0; i < replies.size(); i++) {
            entry.polls().get(i).answered().accept(replies.get(i), null);
        }
    }

    private Reply receive(Asked poll) {
        while (!leases.isEmpty() && leases.peek() <= timer.nowMillis()) {
            leases.remove();
            visible++;
        }
        int given = (int) Math.min(visible, poll.wanted());
        visible -= given;
        List<Reply.ReceivedOne> messages = new ArrayList<>();
        for (int i = 0; i < given; i++) {
            if (++received % 4 == 0) { // the others are deleted, or polls would never have to wait
                leases.add(timer.nowMillis() + LEASE_MILLIS);
            }
            messages.add(new Reply.ReceivedOne(i + 1, 1, 0, 0, Bytes.EMPTY));
        }
        return new Reply.Received(messages);
    }
}
