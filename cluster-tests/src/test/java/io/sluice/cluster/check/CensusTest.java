package io.sluice.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A census passes what may be, and catches what is in two queues, in none, or out of order. */
final class CensusTest {
    private final Census census = new Census();

    @Test
    void eachMessageInOneQueueBreaksNothing() {
        sent("a", 1);
        sent("b", 2);
        found("dead", "b");
        found("jobs", "a");

        assertThat(rules()).isEmpty();
    }

    @Test
    void q10CatchesAMessageThatIsNowhere() {
        sent("a", 1);

        assertThat(rules()).containsExactly("Q10");
    }

    @Test
    void q10CatchesAMessageInTwoQueues() {
        sent("a", 1);
        found("dead", "a");
        found("jobs", "a");

        assertThat(rules()).containsExactly("Q10");
    }

    @Test
    void q2CatchesAMessageThatNobodySent() {
        found("jobs", "a");

        assertThat(rules()).containsExactly("Q2");
    }

    @Test
    void f2CatchesAMessageThatOvertook() {
        sent("a", 1);
        sent("b", 2);
        found("jobs", "b");
        found("jobs", "a");

        assertThat(rules()).containsExactly("F2");
    }

    @Test
    void f2CatchesAMessageOutOfItsGroup() {
        sent("a", 1);
        census.found("jobs", new Delivery("a", "a", "a#1", 1, new Place("h", "1")));

        assertThat(rules()).containsExactly("F2");
    }

    private void sent(String message, int number) {
        census.sent(message, new Place("g", "%020d".formatted(number)));
    }

    private void found(String queue, String message) {
        census.found(queue, new Delivery(message, message, message + "#1", 1, new Place("g", "7")));
    }

    private List<String> rules() {
        return census.violations().stream().map(Violation::rule).toList();
    }
}
