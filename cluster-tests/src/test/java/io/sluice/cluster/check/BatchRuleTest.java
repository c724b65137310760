package io.sluice.cluster.check;

import static io.sluice.cluster.check.HandMadeHistory.batch;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is given back of a batch is there again at once, all of it and in order. */
final class BatchRuleTest {
    private final HandMadeHistory given = new HandMadeHistory();

    @Test
    void theRestOfABatchComesAsAWhole() {
        sent();
        given.receiveBatch(100, 30, "g", batch("a", "b", "c", "d")).delete(200, "a", 1);
        given.release(300, 1, "b", "c", "d");
        given.receiveBatch(400, 2, "g", batch("b", "c", "d"), 2); // and its consumer is gone
        given.receiveBatch(3000, 30, "g", batch("b", "c", "d"), 3);
        given.delete(3100, "b", 3).delete(3120, "c", 3).delete(3140, "d", 3).count(4000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void whatWasReleasedAloneComesAlone() {
        sent();
        given.receiveBatch(100, 30, "g", batch("a", "b", "c", "d")).hide(200, "a", 1, 0);
        given.receiveBatch(300, 30, "g", batch("a"), 2).delete(400, "a", 2);
        given.delete(500, "b", 1).delete(520, "c", 1).delete(540, "d", 1).count(1000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void whoAskedForFewGetsTheFirst() {
        sent();
        given.receiveBatch(100, 30, "g", batch("a", "b", "c", "d")).release(200, 1, "a", "b", "c", "d");
        given.atMost(2).receiveBatch(300, 30, "g", batch("a", "b"), 2);
        given.delete(400, "a", 2).delete(420, "b", 2);
        given.receiveBatch(500, 30, "g", batch("c", "d"), 2);
        given.delete(600, "c", 2).delete(620, "d", 2).count(1000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void f9CatchesABatchOfWhichOnlySomeIsShown() {
        sent();
        given.receiveBatch(100, 30, "g", batch("a", "b", "c", "d")).release(200, 1, "a", "b", "c", "d");
        given.receiveBatch(300, 30, "g", batch("a", "b", "c"), 2);
        given.delete(400, "a", 2).delete(420, "b", 2).delete(440, "c", 2);
        given.receiveBatch(1500, 30, "g", batch("d"), 2).delete(1600, "d", 2).count(2000, 0, 0, 0);

        assertThat(rules()).containsOnly("F9");
    }

    @Test
    void f9CatchesABatchThatComesInPartsWhenItsTimeIsOver() {
        sent();
        given.receiveBatch(100, 1, "g", batch("a", "b", "c", "d"));
        given.receiveBatch(1200, 30, "g", batch("a"), 2).delete(1300, "a", 2);
        given.receiveBatch(1400, 30, "g", batch("b", "c", "d"), 2);
        given.delete(1500, "b", 2).delete(1520, "c", 2).delete(1540, "d", 2).count(2000, 0, 0, 0);

        assertThat(rules()).containsOnly("F9");
    }

    @Test
    void f9CatchesABatchThatBeginsInItsMidst() {
        sent();
        given.receiveBatch(100, 30, "g", batch("a", "b", "c", "d")).release(200, 1, "a", "b", "c", "d");
        given.atMost(2).receiveBatch(300, 30, "g", batch("b", "c"), 2);
        given.delete(400, "b", 2).delete(420, "c", 2);
        given.receiveBatch(500, 30, "g", batch("a", "d"), 2);
        given.delete(600, "a", 2).delete(620, "d", 2).count(1000, 0, 0, 0);

        assertThat(rules()).containsOnly("F9");
    }

    @Test
    void f9CatchesAHoleThoughTheReceiveIsFull() {
        sent();
        given.in("g", 5).send(80, "e");
        given.receiveBatch(100, 30, "g", batch("a", "b", "c", "d")).release(200, 1, "a", "b", "c", "d");
        given.atMost(3).receiveBatch(300, 30, "g", batch("a", "b", "d"), 2);
        given.delete(400, "a", 2).delete(420, "b", 2).delete(440, "d", 2);
        given.receiveBatch(500, 30, "g", batch("c"), 2).delete(600, "c", 2);
        given.receiveBatch(700, 30, "g", batch("e")).delete(800, "e", 1).count(1000, 0, 0, 0);

        assertThat(rules()).containsOnly("F9");
    }

    @Test
    void f9BlamesNobodyForWhatAnotherHasDeletedBeforeALateAnswer() {
        sent();
        given.receiveBatch(100, 1, "g", batch("a", "b", "c", "d"));
        given.as("late").but(Outcome.UNKNOWN).receiveNothing(1200);
        given.in("g", 1).atMost(1).receive(2300, 30, "a", 3);
        given.delete(2400, "a", 3);
        given.as("late").receiveBatch(2500, 1, "g", batch("b", "c", "d"), 2);
        given.receiveBatch(3600, 30, "g", batch("b", "c", "d"), 3);
        given.delete(3700, "b", 3).delete(3720, "c", 3).delete(3740, "d", 3).count(4000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    private void sent() {
        given.in("g", 1).send(0, "a").in("g", 2).send(20, "b");
        given.in("g", 3).send(40, "c").in("g", 4).send(60, "d");
    }

    private List<String> rules() {
        return new QueueChecker(CheckOptions.faulty())
                .check(given.history()).stream().map(Violation::rule).toList();
    }
}
