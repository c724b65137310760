package io.sluice.cluster.check;

import static io.sluice.cluster.check.HandMadeHistory.batch;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Asking again under one attempt id brings the same batch until something of it has changed. */
final class AttemptRuleTest {
    private final HandMadeHistory given = new HandMadeHistory();

    @Test
    void asOftenAsItIsAskedTheSameBatchComes() {
        sent();
        given.attempt("one").but(Outcome.UNKNOWN).receiveNothing(100);
        given.attempt("one").receiveBatch(200, 30, "g", batch("a", "b"));
        given.attempt("one").receiveBatch(300, 30, "g", batch("a", "b"));
        given.delete(400, "a", 1).delete(420, "b", 1);
        given.in("g", 3)
                .attempt("one")
                .receive(500, 30, "c", 1)
                .delete(600, "c", 1)
                .count(1000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void onceItsTimeIsOverTheAskingIsANewOne() {
        sent();
        given.attempt("one").receiveBatch(100, 1, "g", batch("a", "b", "c"));
        given.attempt("one").receiveBatch(2000, 30, "g", batch("a", "b", "c"), 2);
        given.delete(2100, "a", 2).delete(2120, "b", 2).delete(2140, "c", 2).count(3000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void aReleaseOfUnknownOutcomeMayEndIt() {
        sent();
        given.attempt("one").receiveBatch(100, 30, "g", batch("a", "b", "c"));
        given.but(Outcome.UNKNOWN).release(200, 1, "a", "b", "c");
        given.attempt("one").receiveBatch(300, 30, "g", batch("a", "b", "c"), 2);
        given.delete(400, "a", 2).delete(420, "b", 2).delete(440, "c", 2).count(1000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void f7CatchesAnAskingThatIsTakenForANewOne() {
        sent();
        given.attempt("one").in("g", 1).receive(100, 30, "a", 1);
        given.attempt("one").receiveNothing(200);
        given.delete(300, "a", 1);
        given.receiveBatch(400, 30, "g", batch("b", "c")).delete(500, "b", 1).delete(520, "c", 1);
        given.count(1000, 0, 0, 0);

        assertThat(rules()).containsExactly("F7");
    }

    @Test
    void f7CatchesAnAskingThatCountsAgain() {
        sent();
        given.attempt("one").receiveBatch(100, 30, "g", batch("a", "b", "c"));
        given.attempt("one").receiveBatch(200, 30, "g", batch("a", "b", "c"), 2);
        given.delete(300, "a", 2).delete(320, "b", 2).delete(340, "c", 2).count(1000, 0, 0, 0);

        assertThat(rules()).contains("F7");
    }

    @Test
    void f7CatchesAnAskingThatLosesAMessage() {
        sent();
        given.attempt("one").receiveBatch(100, 30, "g", batch("a", "b", "c"));
        given.attempt("one").receiveBatch(200, 30, "g", batch("a", "b"));
        given.delete(300, "a", 1).delete(320, "b", 1).delete(340, "c", 1).count(1000, 0, 0, 0);

        assertThat(rules()).containsExactly("F7");
    }

    @Test
    void f7CatchesABatchThatComesAgainThoughAMessageOfItIsDeleted() {
        sent();
        given.attempt("one").receiveBatch(100, 30, "g", batch("a", "b", "c"));
        given.delete(200, "a", 1);
        given.attempt("one").receiveBatch(300, 30, "g", batch("b", "c"));
        given.delete(400, "b", 1).delete(420, "c", 1).count(1000, 0, 0, 0);

        assertThat(rules()).containsExactly("F7");
    }

    @Test
    void f7CatchesABatchThatComesAgainThoughAMessageOfItIsHiddenForLonger() {
        sent();
        given.attempt("one").receiveBatch(100, 30, "g", batch("a", "b", "c"));
        given.hide(200, "a", 1, 60);
        given.attempt("one").receiveBatch(300, 30, "g", batch("a", "b", "c"));
        given.delete(400, "a", 1).delete(420, "b", 1).delete(440, "c", 1).count(1000, 0, 0, 0);

        assertThat(rules()).containsExactly("F7");
    }

    @Test
    void f7AllowsTheKeptAnswerOfARequestThatBeganBefore() {
        sent();
        given.as("r").attempt("one").receiveBatch(100, 30, "g", batch("a", "b", "c"));
        given.delete(200, "a", 1);
        given.as("r").attempt("one").receiveBatch(300, 30, "g", batch("b", "c"));
        given.delete(400, "b", 1).delete(420, "c", 1).count(1000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void q6AllowsAReceiptToBeShownAgainToItsAttemptOnly() {
        sent();
        given.attempt("one").receiveBatch(100, 30, "g", batch("a", "b", "c"));
        given.attempt("two").receiveBatch(200, 30, "g", batch("a", "b", "c"));
        given.delete(300, "a", 1).delete(320, "b", 1).delete(340, "c", 1).count(1000, 0, 0, 0);

        assertThat(rules()).containsOnly("Q6");
    }

    private void sent() {
        given.in("g", 1).send(0, "a").in("g", 2).send(20, "b").in("g", 3).send(40, "c");
    }

    private List<String> rules() {
        return new QueueChecker(CheckOptions.faulty())
                .check(given.history()).stream().map(Violation::rule).toList();
    }
}
