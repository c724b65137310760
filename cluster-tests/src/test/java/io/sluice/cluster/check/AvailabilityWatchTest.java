package io.sluice.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.check.Operation.Delete;
import io.sluice.cluster.check.Operation.Receive;
import io.sluice.cluster.check.Operation.Send;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stalls are measured between successes, and what is stuck or stays broken is caught. */
final class AvailabilityWatchTest {
    private static final List<Class<? extends Operation>> KINDS = List.of(Send.class, Receive.class);

    private final HandMadeHistory given = new HandMadeHistory();

    @Test
    void theLongestStallIsBetweenTwoSuccesses() {
        given.send(0, "a").send(1000, "b");
        given.but(Outcome.UNKNOWN).send(2000, "c");
        given.send(4500, "d").send(5000, "e");

        assertThat(stall(0, 5100)).isEqualTo(Duration.ofMillis(3500));
        assertThat(stall(0, 9010)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void aKindThatNeverSucceedsStallsAllTheTime() {
        given.send(0, "a");

        assertThat(new AvailabilityWatch(given.history()).longestStall(Delete.class, 0, HandMadeHistory.nanos(7000)))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void recoveryWithinAMinuteIsHealthy() {
        given.send(30_000, "a").receiveNothing(61_000);

        assertThat(check(2000)).isEmpty();
    }

    @Test
    void c4CatchesWhatDoesNotRecover() {
        given.send(1000, "a").receiveNothing(70_000);

        assertThat(check(2000)).extracting(Violation::rule).containsExactly("C4", "C4");
    }

    @Test
    void c4CatchesAStuckCall() {
        given.send(0, "a").receiveNothing(10).longCall(100, 60_001);

        assertThat(check(0)).extracting(Violation::rule).containsExactly("C4");
    }

    private Duration stall(long from, long to) {
        return new AvailabilityWatch(given.history())
                .longestStall(Send.class, HandMadeHistory.nanos(from), HandMadeHistory.nanos(to));
    }

    private List<Violation> check(long healedMillis) {
        return new AvailabilityWatch(given.history()).check(HandMadeHistory.nanos(healedMillis), KINDS);
    }
}
