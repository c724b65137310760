package io.sluice.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every rule passes what a correct queue may do, and catches the history that breaks it. */
final class QueueCheckerTest {
    private final HandMadeHistory given = new HandMadeHistory();

    @Test
    void anOrdinaryLifeBreaksNothing() {
        given.send(0, "a").receive(100, 30, "a", 1).delete(200, "a", 1).count(1000, 0, 0, 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void aLifeFullOfTroubleBreaksNothing() {
        given.as("s1").but(Outcome.UNKNOWN).send(0, "a");
        given.as("s1").send(2000, "a");
        given.but(Outcome.UNKNOWN).send(100, "b");
        given.but(Outcome.FAIL).send(100, "c");
        given.count(2100, 1, 0, 0);
        given.receive(2200, 2, "a", 1); // and its consumer is gone
        given.as("r1").but(Outcome.UNKNOWN).receiveNothing(4300); // granted, and nobody saw it
        given.receive(6500, 2, "a", 3);
        given.hide(6600, "a", 3, 0);
        given.receive(6700, 2, "a", 4);
        given.delete(6800, "a", 3); // outdated
        given.hide(6900, "a", 4, 5);
        given.but(Outcome.UNKNOWN).delete(8000, "a", 4);
        given.count(13_000, 0, 0, 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void q1CatchesAnAcknowledgedMessageThatNeverCame() {
        given.send(0, "a")
                .send(20, "b")
                .receive(100, 30, "a", 1)
                .delete(200, "a", 1)
                .count(1000, 0, 0, 0);

        assertThat(rules()).contains("Q1");
    }

    @Test
    void q1CatchesAMessageThatVanishedAfterADelivery() {
        given.send(0, "a").receive(100, 1, "a", 1).count(5000, 0, 0, 0);

        assertThat(rules()).contains("Q1");
    }

    @Test
    void q1ProvesNothingWhileMessagesAreLeft() {
        given.send(0, "a").count(1000, 1, 0, 0);

        assertThat(rules()).containsExactly("Q1");
    }

    @Test
    void q2CatchesAMessageThatNobodySent() {
        given.receive(100, 30, "a", 1).delete(200, "a", 1).count(1000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q2");
    }

    @Test
    void q2CatchesAMessageOfARefusedSend() {
        given.but(Outcome.FAIL).send(0, "a");
        given.receive(100, 30, "a", 1).delete(200, "a", 1).count(1000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q2");
    }

    @Test
    void q2CatchesARetryThatSentTwice() {
        given.as("s1").but(Outcome.UNKNOWN).send(0, "a");
        given.as("s1").send(100, "a");
        given.receive(200, 30, "a", 1).delete(300, "a", 1);
        HandMadeHistory twin = given;
        twin.history()
                .record(new Operation.Receive(
                        new Call(
                                "actor",
                                "n1",
                                "",
                                HandMadeHistory.nanos(400),
                                HandMadeHistory.nanos(410),
                                Outcome.OK,
                                ""),
                        HandMadeHistory.MESSAGES_MAX,
                        30,
                        "",
                        List.of(new Delivery("a2", "digest-a", "a2#1", 1))));
        given.delete(500, "a2", 1).count(1000, 0, 0, 0);

        assertThat(rules()).contains("Q2");
    }

    @Test
    void q2CatchesAnotherContent() {
        given.sendContent(0, "a", "digest-other", 0);
        given.receive(100, 30, "a", 1).delete(200, "a", 1).count(1000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q2", "Q2");
    }

    @Test
    void q3CatchesASecondHolder() {
        given.send(0, "a").receive(100, 30, "a", 1).receive(1000, 30, "a", 2);
        given.delete(1100, "a", 2).count(2000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q3");
    }

    @Test
    void q3CatchesAHoldThatWasCutShortThoughExtended() {
        given.send(0, "a").receive(100, 2, "a", 1).hide(200, "a", 1, 20).receive(4000, 30, "a", 2);
        given.delete(4100, "a", 2).count(5000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q3");
    }

    @Test
    void q3AllowsTheNextHolderAfterAReleaseOfUnknownOutcome() {
        given.send(0, "a").receive(100, 30, "a", 1);
        given.but(Outcome.UNKNOWN).hide(200, "a", 1, 0);
        given.receive(300, 30, "a", 2).delete(400, "a", 2).count(5000, 0, 0, 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void q4CatchesADeliveryAfterTheDelete() {
        given.send(0, "a").receive(100, 2, "a", 1).delete(200, "a", 1);
        given.receive(4000, 2, "a", 2).delete(4100, "a", 2).count(5000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q4");
    }

    @Test
    void q4CatchesADeliveryAfterALateDeleteOfTheNewestReceipt() {
        given.send(0, "a").receive(100, 1, "a", 1).delete(3000, "a", 1);
        given.receive(4000, 2, "a", 2).delete(4100, "a", 2).count(5000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q4");
    }

    @Test
    void q4AllowsADeliveryAfterAnOutdatedDelete() {
        given.send(0, "a").receive(100, 1, "a", 1).receive(2000, 1, "a", 2).delete(2100, "a", 1);
        given.receive(4000, 2, "a", 3).delete(4100, "a", 3).count(5000, 0, 0, 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void q5CatchesAnOutdatedDeleteThatDeleted() {
        given.send(0, "a").receive(100, 1, "a", 1).receive(2000, 1, "a", 2).delete(2100, "a", 1);
        given.count(5000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q5");
    }

    @Test
    void q5CatchesAnOutdatedReleaseThatReleased() {
        given.send(0, "a").receive(100, 1, "a", 1).receive(2000, 30, "a", 2).hide(2100, "a", 1, 0);
        given.receive(2200, 30, "a", 3).delete(2300, "a", 3).count(5000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q5");
    }

    @Test
    void q6CatchesACountThatDoesNotRise() {
        given.send(0, "a")
                .receive(100, 1, "a", 1)
                .receiveAs(2000, 1, "a", 1, "a#again")
                .delete(2100, "a", 1);
        given.count(5000, 0, 0, 0);

        assertThat(rules()).contains("Q6");
    }

    @Test
    void q6CatchesACountThatFalls() {
        given.send(0, "a");
        given.but(Outcome.UNKNOWN).receiveNothing(50);
        given.receive(100, 1, "a", 2)
                .receive(2000, 30, "a", 1)
                .delete(2100, "a", 1)
                .count(5000, 0, 0, 0);

        assertThat(rules()).contains("Q6");
    }

    @Test
    void q6CatchesALeaseThatNobodyCanHave() {
        given.send(0, "a").receive(100, 30, "a", 2).delete(200, "a", 2).count(5000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q6");
    }

    @Test
    void q6CatchesALeaseThatNobodyCanHaveThoughAnotherWasRetried() {
        given.send(0, "a");
        given.as("r1").but(Outcome.UNKNOWN).receiveNothing(50);
        given.as("r1").receive(100, 1, "a", 1);
        given.receive(2000, 30, "a", 3).delete(2100, "a", 3).count(5000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q6");
    }

    @Test
    void q6BlamesNobodyForALeaseThatEndedBeforeItsReceiverAskedAgain() {
        given.send(0, "a");
        given.as("r1").but(Outcome.UNKNOWN).receiveNothing(50);
        given.receive(2000, 30, "a", 2).delete(2100, "a", 2);
        given.as("r1").receiveNothing(3000);
        given.count(5000, 0, 0, 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void q6CatchesAReceiptThatIsGivenToTwoReceives() {
        given.send(0, "a").receive(100, 30, "a", 1).receive(200, 30, "a", 1).delete(300, "a", 1);
        given.count(5000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q6");
    }

    @Test
    void q6AllowsARetriedReceiveToGetItsReceiptAgain() {
        given.send(0, "a");
        given.as("r1").receive(100, 30, "a", 1);
        given.as("r1").receive(200, 30, "a", 1);
        given.delete(300, "a", 1).count(5000, 0, 0, 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void q7CatchesADelayedMessageThatIsSeenEarly() {
        given.send(0, "a", 5).receive(3000, 30, "a", 1).delete(3100, "a", 1).count(5000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q7");
    }

    @Test
    void q7CatchesAMessageThatIsSeenLateInAHealthyRun() {
        given.send(0, "a", 1).receive(4000, 30, "a", 1).delete(4100, "a", 1).count(5000, 0, 0, 0);
        CheckOptions healthy = CheckOptions.healthy(Duration.ofMillis(500));

        assertThat(new QueueChecker(healthy).check(given.history()))
                .extracting(Violation::rule)
                .containsExactly("Q7");
        assertThat(violations()).isEmpty();
    }

    @Test
    void q7BlamesNobodyForAMessageWhoseFirstReceiverNeverHeardOfIt() {
        given.send(0, "a").but(Outcome.UNKNOWN).receiveNothing(20).receive(4000, 30, "a", 2);
        CheckOptions healthy = CheckOptions.healthy(Duration.ofMillis(500));

        assertThat(new QueueChecker(healthy).check(given.history()))
                .extracting(Violation::rule)
                .doesNotContain("Q7");
    }

    @Test
    void q7CatchesAPollThatWasNotWokenInAHealthyRun() {
        given.send(0, "a").longPollForNothing(100, 1000).receive(1200, 30, "a", 1);
        given.delete(1300, "a", 1).count(2000, 0, 0, 0);
        CheckOptions healthy = CheckOptions.healthy(Duration.ofSeconds(10));

        assertThat(new QueueChecker(healthy).check(given.history()))
                .extracting(Violation::rule)
                .containsExactly("Q7");
        assertThat(violations()).isEmpty();
    }

    @Test
    void q7BlamesNoPollForWhatWasHeldOrHardlyThere() {
        given.receive(0, 30, "early", 1).longPollForNothing(50, 1000).send(900, "late");
        given.send(40, "held").receive(1040, 30, "held", 1).receive(1200, 30, "late", 1);
        CheckOptions healthy = CheckOptions.healthy(Duration.ofSeconds(10));

        assertThat(new QueueChecker(healthy).check(given.history()))
                .extracting(Violation::detail)
                .noneMatch(text -> text.contains("overlooked"));
    }

    @Test
    void aHistoryKnowsWhatNobodyHasReceivedYet() {
        given.send(0, "a").send(10, "b").but(Outcome.UNKNOWN).send(20, "c");
        assertThat(given.history().unseen()).isEqualTo(2);

        given.receive(100, 30, "a", 1).receive(200, 30, "a", 2).receive(300, 30, "d", 1);
        assertThat(given.history().unseen()).isEqualTo(1);

        given.send(90, "d"); // its answer came after the message itself
        assertThat(given.history().unseen()).isEqualTo(1);
    }

    @Test
    void q8CatchesCountersThatForgetAMessage() {
        given.send(0, "a").send(20, "b").count(100, 1, 0, 0);
        given.receive(200, 30, "a", 1)
                .receive(300, 30, "b", 1)
                .delete(400, "a", 1)
                .delete(500, "b", 1);
        given.count(1000, 0, 0, 0);

        assertThat(rules()).containsExactly("Q8");
    }

    @Test
    void q8CatchesCountersThatKeepADeletedMessage() {
        given.send(0, "a")
                .receive(100, 30, "a", 1)
                .delete(200, "a", 1)
                .count(300, 0, 1, 0)
                .count(900, 0, 0, 0);

        assertThat(rules()).containsExactly("Q8");
    }

    @Test
    void q8CatchesAHeldOrDelayedMessageThatIsCountedAsVisible() {
        given.send(0, "a").send(20, "b", 60).receive(100, 30, "a", 1).count(200, 2, 0, 0);

        assertThat(rules()).containsExactly("Q1", "Q8", "Q8");
    }

    @Test
    void q8NeedsAQuietMoment() {
        given.send(0, "a").receive(100, 30, "a", 1).delete(1000, "a", 1).count(1005, 0, 0, 0);

        assertThat(rules()).containsExactly("Q1", "Q8");
    }

    private List<Violation> violations() {
        return new QueueChecker(CheckOptions.faulty()).check(given.history());
    }

    private List<String> rules() {
        return violations().stream().map(Violation::rule).toList();
    }
}
