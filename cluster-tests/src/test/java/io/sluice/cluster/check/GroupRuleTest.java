package io.sluice.cluster.check;

import static io.sluice.cluster.check.HandMadeHistory.batch;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of FIFO queues pass what may be, and catch the history that breaks them. */
final class GroupRuleTest {
    private final HandMadeHistory given = new HandMadeHistory();

    @Test
    void anOrdinaryLifeBreaksNothing() {
        sent();
        given.receiveBatch(100, 30, "g", batch("a", "b"));
        given.delete(200, "a", 1).delete(250, "b", 1);
        given.in("g", 3).receive(300, 30, "c", 1).delete(400, "c", 1).count(1000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void aLifeFullOfTroubleBreaksNothing() {
        given.as("s1").in("g", 1).but(Outcome.UNKNOWN).send(0, "a");
        given.as("s1").in("g", 1).send(100, "a");
        given.as("s2").in("g", 1).send(200, "a"); // repeated, and answered as at first
        given.in("g", 2).send(300, "b");
        given.in("g", 1).receive(400, 2, "a", 1); // and its consumer is gone
        given.in("g", 1).receive(2500, 2, "a", 2).hide(2600, "a", 2, 0);
        given.in("g", 1).receive(2700, 30, "a", 3).delete(2800, "a", 3);
        given.in("g", 2).receive(2900, 30, "b", 1).delete(3000, "b", 1).count(4000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void anotherGroupIsIndependent() {
        given.in("g", 1).send(0, "a").in("h", 2).send(50, "b");
        given.in("h", 2).receive(100, 30, "b", 1).delete(200, "b", 1);
        given.in("g", 1).receive(300, 30, "a", 1).delete(400, "a", 1).count(1000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void f1CatchesALaterSendWithALowerNumber() {
        given.in("g", 2).send(0, "b").in("g", 1).send(100, "a");
        given.receiveBatch(200, 30, "g", batch("a", "b"));
        given.delete(300, "a", 1).delete(350, "b", 1).count(1000, 0, 0, 0);

        assertThat(rules()).containsExactly("F1");
    }

    @Test
    void f2CatchesAMessageThatOvertakes() {
        sent();
        given.in("g", 2).receive(100, 30, "b", 1).delete(150, "b", 1);
        given.in("g", 1).receive(200, 30, "a", 1).delete(250, "a", 1);
        given.in("g", 3).receive(300, 30, "c", 1).delete(400, "c", 1).count(1000, 0, 0, 0);

        assertThat(rules()).containsExactly("F2");
    }

    @Test
    void f2CatchesABatchOutOfOrder() {
        sent();
        given.receiveBatch(100, 30, "g", batch("b", "a", "c"));
        given.delete(200, "a", 1).delete(250, "b", 1).delete(300, "c", 1).count(1000, 0, 0, 0);

        assertThat(rules()).containsExactly("F2");
    }

    @Test
    void f3CatchesAMessageBehindOneInFlight() {
        sent();
        given.in("g", 1).receive(100, 30, "a", 1);
        given.in("g", 2).receive(500, 30, "b", 1).delete(600, "b", 1);
        given.delete(2000, "a", 1);
        given.in("g", 3).receive(2100, 30, "c", 1).delete(2200, "c", 1).count(3000, 0, 0, 0);

        assertThat(rules()).containsExactly("F3");
    }

    @Test
    void f6CatchesAnIdThatMadeTwoMessages() {
        given.in("g", 1).send(0, "a");
        given.in("g", 2).sendContent(100, "b", "digest-a", 0);
        given.in("g", 1).receive(200, 30, "a", 1).delete(300, "a", 1);
        given.in("g", 2).receive(400, 30, "b", 1).delete(500, "b", 1).count(1000, 0, 0, 0);

        assertThat(rules()).contains("F6");
    }

    private void sent() {
        given.in("g", 1).send(0, "a").in("g", 2).send(20, "b").in("g", 3).send(40, "c");
    }

    private List<String> rules() {
        return new QueueChecker(CheckOptions.faulty())
                .check(given.history()).stream().map(Violation::rule).distinct().toList();
    }
}
