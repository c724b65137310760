package io.sluice.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A purge takes what was there before it and nothing that came after it; what ran beside it may be either. */
final class PurgeRuleTest {
    private final HandMadeHistory given = new HandMadeHistory();

    @Test
    void whatWasThereMayGoAndWhatComesLaterStays() {
        given.send(0, "visible").send(20, "held").send(40, "delayed", 60).send(980, "before");
        given.receive(100, 30, "held", 1);
        given.purge(1000).count(1100, 0, 0, 0);
        given.send(1200, "after").count(1300, 1, 0, 0);
        given.receive(1400, 30, "after", 1).delete(1500, "after", 1).count(2000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void whatRunsBesideItMayBeEither() {
        given.send(0, "a").send(1005, "gone").send(1005, "left");
        given.as("p").but(Outcome.UNKNOWN).purge(1000);
        given.send(1500, "between");
        given.as("p").purge(2000);
        given.receive(2100, 30, "left", 1).delete(2200, "left", 1).count(3000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void aPurgeOfUnknownOutcomeMayTakeWhateverComes() {
        given.send(0, "a").but(Outcome.UNKNOWN).purge(1000);
        given.send(2000, "b").send(2020, "c");
        given.receive(2100, 30, "c", 1).delete(2200, "c", 1).count(3000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void aPurgeThatWasRefusedTakesNothing() {
        given.send(0, "a").but(Outcome.FAIL).purge(1000).count(2000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q1", "Q8");
    }

    @Test
    void q9CatchesAMessageThatComesAfterItsPurge() {
        given.send(0, "a").purge(1000);
        given.receive(1100, 30, "a", 1).delete(1200, "a", 1).count(2000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q9");
    }

    @Test
    void q9CatchesAMessageThatWasInFlightAndComesAfterItsPurge() {
        given.but(Outcome.UNKNOWN).send(0, "a");
        given.receive(100, 1, "a", 1).purge(1000);
        given.receive(3000, 30, "a", 2).delete(3100, "a", 2).count(4000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q9");
    }

    @Test
    void q9CatchesAnAttemptThatRepeatsWhatWasPurged() {
        given.in("g", 1).send(0, "a");
        given.in("g", 1).attempt("one").receive(100, 30, "a", 1);
        given.purge(1000);
        given.in("g", 1).attempt("one").receive(1100, 30, "a", 1);
        given.count(2000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q9");
    }

    @Test
    void q9AllowsTheKeptAnswerOfAReceiveThatBeganBefore() {
        given.send(0, "a").as("r").but(Outcome.UNKNOWN).receiveNothing(900).purge(1000);
        given.as("r").receive(1100, 30, "a", 1).count(2000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void q9CatchesALaterMessageThatNeverCame() {
        given.purge(1000).send(1100, "a").count(2000, 0, 0, 0);

        assertThat(rules()).contains("Q9");
    }

    @Test
    void q9CatchesALaterMessageThatVanished() {
        given.purge(1000).send(1100, "a").receive(1200, 1, "a", 1).count(5000, 0, 0, 0);

        assertThat(rules()).contains("Q9");
    }

    @Test
    void q9CatchesAPurgeThatRemembersDeduplicationIds() {
        given.in("g", 1).send(0, "a");
        given.in("g", 1).receive(100, 30, "a", 1).delete(200, "a", 1);
        given.purge(1000);
        given.as("again").in("g", 1).send(1100, "a");
        given.count(2000, 0, 0, 0);

        assertThat(rules()).contains("Q9");
    }

    @Test
    void f6AllowsOneMoreMessageOfAnIdAfterAPurge() {
        given.as("s1").in("g", 1).send(0, "a");
        given.purge(1000);
        given.as("s2").in("g", 2).sendContent(1100, "b", "digest-a", 0);
        given.as("s3").in("g", 2).sendContent(1200, "b", "digest-a", 0);
        given.in("g", 2).receiveContent(1300, 30, "b", "digest-a").delete(1400, "b", 1);
        given.count(2000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void f6CatchesASecondMessageOfAnIdAfterAPurge() {
        given.as("s1").in("g", 1).send(0, "a");
        given.purge(1000);
        given.as("s2").in("g", 2).sendContent(1100, "b", "digest-a", 0);
        given.as("s3").in("g", 3).sendContent(1200, "c", "digest-a", 0);
        given.in("g", 2).receiveContent(1300, 30, "b", "digest-a").delete(1400, "b", 1);
        given.in("g", 3).receiveContent(1500, 30, "c", "digest-a").delete(1600, "c", 1);
        given.count(2000, 0, 0, 0);

        assertThat(rules()).containsExactly("F6");
    }

    @Test
    void f3AllowsALaterMessageOfAGroupWhoseFirstWasPurgedInFlight() {
        given.in("g", 1).send(0, "a").in("g", 1).receive(100, 30, "a", 1);
        given.purge(1000);
        given.in("g", 2).send(1100, "b").in("g", 2).receive(1200, 30, "b", 1).delete(1300, "b", 1);
        given.count(2000, 0, 0, 0);

        assertThat(rules()).isEmpty();
    }

    @Test
    void q8CatchesCountersThatKeepWhatWasPurged() {
        given.send(0, "a")
                .receive(100, 30, "a", 1)
                .purge(1000)
                .count(1100, 0, 1, 0)
                .count(2000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q8");
    }

    @Test
    void q8CatchesCountersThatForgetWhatCameAfterThePurge() {
        given.send(0, "a").purge(1000).send(1100, "b").count(1200, 0, 0, 0);
        given.receive(1300, 30, "b", 1).delete(1400, "b", 1).count(2000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q8");
    }

    @Test
    void aHistoryWaitsForNothingThatWasPurged() {
        given.send(0, "a").send(20, "b").purge(100);

        assertThat(given.history().unseen()).isZero();
        assertThat(given.history().purges()).isEqualTo(1);
    }

    private List<String> rules() {
        return new QueueChecker(CheckOptions.faulty())
                .check(given.history()).stream().map(Violation::rule).toList();
    }
}
