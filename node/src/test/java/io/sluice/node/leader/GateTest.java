package io.sluice.node.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.cluster.Call;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Withheld;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.raft.ProposeFailure;
import io.sluice.node.raft.Rider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final ResourceId QUEUE = new ResourceId(7);

    private final ManualTimer timer = new ManualTimer();
    private final List<CompletableFuture<Reply>> proposed = new ArrayList<>();
    private final Seats seats = new Seats(3);
    private final Gate gate = new Gate(level(0), timer::nowMillis, timer, seats, call -> {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        proposed.add(reply);
        return reply;
    });

    private long calls;

    @Test
    void aPollThatWouldFindNothingIsNotProposed() throws Exception {
        CompletableFuture<Reply> brief = gate.enter(poll(10, 0), 10);
        CompletableFuture<Reply> patient = gate.enter(poll(10, 5_000), 10);

        assertThat(brief).isCompletedWithValue(received(0));
        assertThat(patient).isNotDone();
        timer.advance(5_000);
        assertThat(patient).isCompletedWithValue(received(0));
        assertThat(proposed).isEmpty();
    }

    @Test
    void pollsThatFindNoSeatOnTheNodeAreToldToComeAgain() throws Exception {
        Gate other = new Gate(level(0), timer::nowMillis, timer, seats, call -> new CompletableFuture<>());
        CompletableFuture<Reply> first = gate.enter(poll(10, 5_000), 10);
        var unused = List.of(gate.enter(poll(10, 9_000), 10), other.enter(poll(10, 9_000), 10));

        for (Gate each : List.of(gate, other)) {
            assertThat(each.enter(poll(10, 5_000), 10).handle((reply, thrown) -> thrown))
                    .isCompletedWithValueMatching(thrown -> thrown instanceof ProposeFailure failure
                            && failure.kind() == ProposeFailure.Kind.OVERLOADED);
        }
        // Who goes away, gets something or is sent away makes room.
        timer.advance(5_000);
        assertThat(first).isCompletedWithValue(received(0));
        assertThat(other.enter(poll(10, 5_000), 10)).isNotDone();
        assertThat(seats.areTaken()).isTrue();
        gate.update(level(10));
        assertThat(seats.areTaken()).isFalse();
        other.close(ProposeFailure.unknown("the end"));
        assertThat(gate.enter(poll(10, 5_000), 10)).isNotDone();
    }

    @Test
    void aPollThatFindsNoSeatGetsWhatIsThereAllTheSame() {
        Gate other = new Gate(level(0), timer::nowMillis, timer, seats, call -> new CompletableFuture<>());
        var unused = List.of(
                other.enter(poll(10, 9_000), 10), other.enter(poll(10, 9_000), 10), other.enter(poll(10, 9_000), 10));
        gate.update(level(15));

        CompletableFuture<Reply> first = gate.enter(poll(10, 5_000), 10);
        CompletableFuture<Reply> second = gate.enter(poll(10, 5_000), 10);
        CompletableFuture<Reply> third = gate.enter(poll(10, 5_000), 10);

        assertThat(proposed).hasSize(2);
        assertThat(third).as("all is spoken for").isCompletedExceptionally();
        proposed.get(0).complete(received(10));
        assertThat(first).isCompletedWithValue(received(10));
        // Somebody else was faster: it may not wait now either.
        proposed.get(1).complete(received(0));
        assertThat(second).isCompletedWithValue(received(0));
        assertThat(gate.hasParked()).isFalse();
    }

    @Test
    void aPollThatFindsNoSeatGetsWhatFallsDue() throws Exception {
        Gate other = new Gate(level(0), timer::nowMillis, timer, seats, call -> new CompletableFuture<>());
        var unused = List.of(
                other.enter(poll(10, 9_000), 10), other.enter(poll(10, 9_000), 10), other.enter(poll(10, 9_000), 10));
        gate.update(new Effect.Level(QUEUE, 0, false, timer.nowMillis() + 1_000, 0));

        assertThat(gate.enter(poll(10, 5_000), 10)).isCompletedExceptionally();
        timer.advance(1_000);
        assertThat(gate.enter(poll(10, 5_000), 10)).isNotDone();
        assertThat(proposed).hasSize(1);
    }

    @Test
    void aPollThatGoesAwayEmptyIsToldWhy() throws Exception {
        gate.update(new Effect.Level(QUEUE, 0, false, Long.MAX_VALUE, 0, Withheld.PAUSED));

        CompletableFuture<Reply> brief = gate.enter(poll(10, 0), 10);
        CompletableFuture<Reply> patient = gate.enter(poll(10, 5_000), 10);
        timer.advance(5_000);

        Reply expected = new Reply.Received(List.of(), Withheld.PAUSED);
        assertThat(brief).isCompletedWithValue(expected);
        assertThat(patient).isCompletedWithValue(expected);
        assertThat(proposed).isEmpty();
    }

    @Test
    void asManyPollsAreLetThroughAsThereIsSomethingFor() {
        List<CompletableFuture<Reply>> polls = enter(3, 10);

        gate.update(level(15));

        assertThat(proposed).hasSize(2);
        gate.update(level(5));
        proposed.get(0).complete(received(10));
        assertThat(polls.get(0)).isCompletedWithValue(received(10));
        assertThat(proposed).hasSize(2);
        gate.update(level(15));
        assertThat(proposed).hasSize(3);
    }

    @Test
    void aPollThatFoundNothingAfterAllWaitsOnAtTheHead() {
        List<CompletableFuture<Reply>> polls = enter(2, 10);
        gate.update(level(1));

        gate.update(level(0));
        proposed.get(0).complete(received(0));

        assertThat(polls.get(0)).isNotDone();
        gate.update(level(1));
        proposed.get(1).complete(received(1));
        assertThat(polls.get(0)).isCompletedWithValue(received(1));
        assertThat(polls.get(1)).isNotDone();
    }

    @Test
    void pollsRideWithTheMessagesThatTheyWaitFor() {
        List<CompletableFuture<Reply>> polls = enter(3, 10);

        List<Rider> riders = gate.ride(11, 100);

        assertThat(riders).hasSize(2);
        assertThat(proposed).isEmpty();
        // What the entry brought beyond the riders' share is for the third.
        gate.update(level(0));
        riders.get(0).answered().accept(received(10), null);
        riders.get(1).answered().accept(received(1), null);
        assertThat(polls.get(0)).isCompletedWithValue(received(10));
        assertThat(polls.get(1)).isCompletedWithValue(received(1));
        assertThat(polls.get(2)).isNotDone();
        assertThat(gate.hasParked()).isTrue();
    }

    @Test
    void noMorePollsRideThanMayJoinOneEntry() {
        List<CompletableFuture<Reply>> polls = enter(3, 1);

        assertThat(gate.ride(3, 2)).hasSize(2);
        assertThat(polls).allSatisfy(poll -> assertThat(poll).isNotDone());
    }

    @Test
    void afterARideInVainPollsWaitForWhatIsThere() {
        List<CompletableFuture<Reply>> polls = enter(1, 10);

        gate.ride(1, 100).get(0).answered().accept(received(0), null);

        assertThat(polls.get(0)).isNotDone();
        assertThat(gate.ride(1, 100)).isEmpty();
        gate.update(level(1));
        gate.update(level(0));
        proposed.get(0).complete(received(1));
        assertThat(polls.get(0)).isCompletedWithValue(received(1));
        assertThat(enter(1, 10)).hasSize(1);
        assertThat(gate.ride(1, 100)).hasSize(1);
    }

    @Test
    void aRiderWhoseEntryIsLostFailsAsItsEntryDoes() {
        List<CompletableFuture<Reply>> polls = enter(1, 10);
        ProposeFailure lost = ProposeFailure.notLeader("the lead was lost", Optional.empty());

        gate.ride(1, 100).get(0).answered().accept(null, lost);

        assertThat(polls.get(0)).isCompletedExceptionally();
        assertThat(gate.hasParked()).isFalse();
    }

    @Test
    void aPollWhoseCallerIsGoneTakesNothing() {
        List<CompletableFuture<Reply>> polls = enter(1, 10);

        polls.get(0).cancel(false);

        assertThat(gate.hasParked()).isFalse();
        assertThat(gate.ride(1, 100)).isEmpty();
        gate.update(level(1));
        assertThat(proposed).isEmpty();
    }

    @Test
    void theNewestAttemptOfARequestTakesThePlaceOfTheOneBefore() {
        CompletableFuture<Reply> lost = gate.enter(attempt(new RequestId(2, 1)), 10);
        CompletableFuture<Reply> again = gate.enter(attempt(new RequestId(2, 1)), 10);

        assertThat(lost).isCompletedWithValue(received(0));
        gate.update(level(1));
        assertThat(proposed).hasSize(1);
        proposed.get(0).complete(received(1));
        assertThat(again).isCompletedWithValue(received(1));
    }

    @Test
    void anAttemptAsksTheLogWhileTheOneBeforeIsOnItsWay() {
        CompletableFuture<Reply> lost = gate.enter(attempt(new RequestId(2, 1)), 10);
        Rider rider = gate.ride(1, 100).get(0);
        CompletableFuture<Reply> again = gate.enter(attempt(new RequestId(2, 1)), 10);

        assertThat(proposed).hasSize(1);
        rider.answered().accept(received(0), null);
        assertThat(lost).as("only the newest waits on").isCompletedWithValue(received(0));
        proposed.get(0).complete(received(0));
        assertThat(again).isNotDone();
        assertThat(gate.hasParked()).isTrue();
    }

    @Test
    void closingEndsEveryPoll() {
        List<CompletableFuture<Reply>> polls = enter(2, 10);

        gate.close(ProposeFailure.notLeader("the lead has moved", Optional.empty()));

        assertThat(polls).allSatisfy(poll -> assertThat(poll).isCompletedExceptionally());
        assertThat(gate.enter(poll(1, 1_000), 1)).isCompletedExceptionally();
    }

    private List<CompletableFuture<Reply>> enter(int polls, int wanted) {
        List<CompletableFuture<Reply>> entered = new ArrayList<>();
        for (int i = 0; i < polls; i++) {
            entered.add(gate.enter(poll(wanted, 20_000), wanted));
        }
        return entered;
    }

    private Call poll(int wanted, long waitMillis) {
        return call(new RequestId(1, ++calls), wanted, waitMillis);
    }

    private static Call attempt(RequestId id) {
        return call(id, 10, 20_000);
    }

    private static Call call(RequestId id, int wanted, long waitMillis) {
        var command = new QueueCommand.Receive(QUEUE, wanted, OptionalLong.empty(), waitMillis > 0);
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        return new Call(
                id, command, new Bytes(EntryCodec.encodeItem(id, command)), deadlineNanos, OptionalLong.of(waitMillis));
    }

    private static Effect.Level level(long visible) {
        return new Effect.Level(QUEUE, visible, false, Long.MAX_VALUE, 0);
    }

    private static Reply received(int count) {
        return new Reply.Received(Collections.nCopies(count, new Reply.ReceivedOne(1, 1, 0, 0, Bytes.EMPTY)));
    }
}
