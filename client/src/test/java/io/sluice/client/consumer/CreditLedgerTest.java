package io.sluice.client.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.consumer.Step.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CreditLedgerTest {
    @Test
    void whatIsInHandAndWhatIsOpenNeverExceedTheTarget() {
        CreditLedger ledger = new CreditLedger(10);

        ledger.granted(ledger.grantable(0));
        ledger.received(4);

        assertThat(ledger.open()).isEqualTo(6);
        assertThat(ledger.grantable(4)).isZero();
        assertThat(ledger.grantable(1)).isEqualTo(3);
    }

    @Test
    void creditDoesNotDieWithItsStream() {
        CreditLedger ledger = new CreditLedger(10);
        ledger.granted(10);
        ledger.received(3);

        ledger.streamEnded();

        assertThat(ledger.grantable(3)).isEqualTo(7);
    }

    @Test
    void aNodeThatPushesTooMuchDoesNotMakeTheAccountNegative() {
        CreditLedger ledger = new CreditLedger(10);
        ledger.granted(2);

        ledger.received(5);

        assertThat(ledger.open()).isZero();
        assertThat(ledger.grantable(5)).isEqualTo(5);
    }

    @Test
    void stepsWithoutAnOutcomeWaitAgainWhenTheStreamEnds() {
        StepQueue steps = new StepQueue();
        steps.add(Kind.ACKNOWLEDGE, "a");
        steps.add(Kind.ACKNOWLEDGE, "b");
        steps.sent(new Step(Kind.ACKNOWLEDGE, steps.take(Kind.ACKNOWLEDGE, 1), 0));
        steps.sent(new Step(Kind.EXTEND, List.of("c"), 0));

        steps.streamEnded();

        assertThat(steps.take(Kind.ACKNOWLEDGE, 10)).containsExactly("b", "a");
        assertThat(steps.take(Kind.EXTEND, 10)).isEmpty();
        assertThat(steps.isEmpty()).isTrue();
    }
}
