package io.sluice.cluster.harness;

import io.sluice.cluster.check.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Receives by {@code ReceiveRequestAttemptId}, each time through the next node. It asks again under the same id while
 * nobody answers, which it often does not wait for; as one who has lost the answer; and when it has deleted, released
 * or hidden a message of the batch, which makes the asking a new one.
 */
final class RepeatingReceiver extends Consumer {
    private static final int MESSAGES_MAX = 10;

    /** So short that the answer often comes too late. */
    private static final Duration HURRY = Duration.ofMillis(8);

    private static final Duration PATIENCE = QueueCaller.ATTEMPT.plusSeconds(1);

    private int attempts;

    RepeatingReceiver(String name, QueueCaller caller, WorkloadPlan plan, StopSignal stop) {
        super(name, caller, plan, stop);
    }

    @Override
    void round() {
        String attempt = name + "-attempt-" + attempts++;
        List<Delivery> batch = ask(attempt);
        while (!batch.isEmpty() && random.nextBoolean()) {
            batch = ask(attempt);
        }
        if (!batch.isEmpty()) {
            settle(attempt, batch);
        }
    }

    private List<Delivery> ask(String attempt) {
        Optional<List<Delivery>> answer = Optional.empty();
        while (answer.isEmpty() && !stop.isGiven()) {
            Duration deadline = random.nextInt(4) == 0 ? HURRY : PATIENCE;
            answer = caller.attempt(attempt, MESSAGES_MAX, plan.visibilitySeconds(), deadline);
        }
        return answer.orElse(List.of());
    }

    private void settle(String attempt, List<Delivery> batch) {
        if (random.nextInt(100) >= plan.troublePercent()) {
            caller.deleteBatch(batch, manner());
            return;
        }
        Delivery first = batch.get(0);
        switch (random.nextInt(4)) {
            case 0 -> {
                return; // the consumer crashed: the batch comes again by itself
            }
            case 1 -> caller.delete(first, manner());
            case 2 -> caller.hide(first, 0, manner());
            default -> caller.hide(first, plan.visibilitySeconds() + 2, manner());
        }
        List<Delivery> another = ask(attempt);
        if (!another.isEmpty()) {
            caller.deleteBatch(another, manner());
        }
        caller.deleteBatch(batch, manner());
    }
}
