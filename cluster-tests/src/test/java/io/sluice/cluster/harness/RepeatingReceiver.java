package io.sluice.cluster.harness;

import io.sluice.cluster.check.Delivery;
import io.sluice.cluster.harness.QueueCaller.Manner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Receives by {@code ReceiveRequestAttemptId}, each time through the next node. It asks again under the same id while
 * nobody answers, which it often does not wait for; as one who has lost the answer; and when it has deleted, released
 * or hidden a message of the batch, which makes the asking a new one.
 */
final class RepeatingReceiver implements Runnable {
    private static final int MESSAGES_MAX = 10;

    /** So short that the answer often comes too late. */
    private static final Duration HURRY = Duration.ofMillis(8);

    private static final Duration PATIENCE = QueueCaller.ATTEMPT.plusSeconds(1);
    private static final Duration BUDGET = Duration.ofSeconds(20);

    private final String name;
    private final QueueCaller caller;
    private final WorkloadPlan plan;
    private final SplittableRandom random;
    private final StopSignal stop;
    private int attempts;
    private int calls;

    RepeatingReceiver(String name, QueueCaller caller, WorkloadPlan plan, StopSignal stop) {
        this.name = name;
        this.caller = caller;
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed() + name.hashCode());
        this.stop = stop;
    }

    @Override
    public void run() {
        while (!stop.isGiven()) {
            String attempt = name + "-attempt-" + attempts++;
            List<Delivery> batch = ask(attempt);
            while (!batch.isEmpty() && random.nextBoolean()) {
                batch = ask(attempt);
            }
            if (!batch.isEmpty()) {
                settle(attempt, batch);
            }
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

    private Manner manner() {
        return new Manner(name + "-" + calls++, BUDGET);
    }
}
