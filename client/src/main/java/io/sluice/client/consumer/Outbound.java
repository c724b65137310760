package io.sluice.client.consumer;

import io.sluice.client.ConsumeStream;
import io.sluice.client.consumer.Step.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a consumer says on its stream: settles, extends, grants. For the consumer's own thread. */
final class Outbound {
    private final ConsumerSettings settings;
    private final StepQueue steps;
    private final HandSet hand;
    private final CreditLedger ledger;

    Outbound(ConsumerSettings settings, StepQueue steps, HandSet hand, CreditLedger ledger) {
        this.settings = settings;
        this.steps = steps;
        this.hand = hand;
        this.ledger = ledger;
    }

    /** Sends what is done or given back. */
    void settle(ConsumeStream stream) {
        sendAll(stream, Kind.RETURN);
        release(stream);
        // A full step goes at once; a smaller one gathers while another is under way.
        while (steps.waiting(Kind.ACKNOWLEDGE) >= Step.RECEIPTS_MAX
                || (steps.waiting(Kind.ACKNOWLEDGE) > 0 && !steps.acknowledging())) {
            send(stream, Kind.ACKNOWLEDGE, steps.take(Kind.ACKNOWLEDGE, Step.RECEIPTS_MAX));
        }
    }

    /** Grants what may be granted, when it is worth a step. */
    void grant(ConsumeStream stream) {
        int grantable = ledger.grantable(hand.size());
        if (ledger.worthGranting(grantable)) {
            ledger.granted(grantable);
            stream.credit(grantable);
        }
    }

    /** Keeps hidden what has used up a third of its time. */
    void extend(ConsumeStream stream, long nowNanos) {
        List<InHand> due = hand.due(
                nowNanos,
                settings.visibility().toNanos() / 3,
                settings.extendMax().toNanos());
        extend(stream, due, nowNanos);
    }

    private void extend(ConsumeStream stream, List<InHand> due, long nowNanos) {
        for (int from = 0; from < due.size(); from += Step.RECEIPTS_MAX) {
            List<String> receipts = new ArrayList<>();
            for (InHand item : due.subList(from, Math.min(due.size(), from + Step.RECEIPTS_MAX))) {
                item.hidden(nowNanos);
                receipts.add(item.receipt());
            }
            send(stream, Kind.EXTEND, receipts);
        }
    }

    /** Has a new session take over what the former one had. */
    void adopt(ConsumeStream stream, long nowNanos) {
        extend(stream, hand.due(nowNanos, 0, Long.MAX_VALUE), nowNanos);
    }

    /** Those that failed of the same go together. */
    private void release(ConsumeStream stream) {
        while (steps.waiting(Kind.RELEASE) > 0) {
            Map<String, List<String>> byFailure = new LinkedHashMap<>();
            for (String receipt : steps.take(Kind.RELEASE, Step.RECEIPTS_MAX)) {
                byFailure
                        .computeIfAbsent(hand.failure(receipt), any -> new ArrayList<>())
                        .add(receipt);
            }
            byFailure.forEach((failure, receipts) -> {
                long tag = steps.sent(new Step(Kind.RELEASE, receipts, System.nanoTime()));
                stream.release(receipts, settings.retryDelay(), tag, failure);
            });
        }
    }

    private void sendAll(ConsumeStream stream, Kind kind) {
        while (steps.waiting(kind) > 0) {
            send(stream, kind, steps.take(kind, Step.RECEIPTS_MAX));
        }
    }

    private void send(ConsumeStream stream, Kind kind, List<String> receipts) {
        long tag = steps.sent(new Step(kind, receipts, System.nanoTime()));
        switch (kind) {
            case ACKNOWLEDGE -> stream.acknowledge(receipts, tag);
            case RELEASE, RETURN -> stream.release(receipts, Duration.ZERO, tag);
            case EXTEND -> stream.extend(receipts, settings.visibility(), tag);
        }
    }
}
