package io.sluice.client.consumer;

import io.sluice.client.consumer.Step.Kind;
import java.util.concurrent.atomic.LongAdder;

/** What a consumer counts; read by any thread. */
final class Tally {
    final LongAdder received = new LongAdder();
    final LongAdder failedHandlings = new LongAdder();
    final LongAdder streams = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder released = new LongAdder();
    private final LongAdder failedSteps = new LongAdder();
    final LongAdder leasesLost = new LongAdder();
    private volatile int inHand;
    private volatile int creditOpen;
    volatile String withheld = "";

    void settled(Kind kind, boolean tookEffect) {
        if (!tookEffect) {
            failedSteps.increment();
        } else if (kind == Kind.ACKNOWLEDGE) {
            acknowledged.increment();
        } else {
            released.increment();
        }
    }

    void gauges(int newInHand, int newCreditOpen) {
        inHand = newInHand;
        creditOpen = newCreditOpen;
    }

    ConsumerStats snapshot() {
        return new ConsumerStats(
                received.sum(),
                acknowledged.sum(),
                released.sum(),
                failedHandlings.sum(),
                failedSteps.sum(),
                streams.sum(),
                inHand,
                creditOpen,
                leasesLost.sum(),
                withheld);
    }
}
