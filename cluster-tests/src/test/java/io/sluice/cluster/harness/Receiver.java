package io.sluice.cluster.harness;

import io.sluice.cluster.check.Delivery;
import io.sluice.cluster.harness.QueueCaller.Manner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Receives and deletes; some messages it releases, extends, forgets as a crashed consumer does, or
 * deletes when their hold is long over.
 */
final class Receiver extends Consumer {
    private static final int LATE_MAX = 100;

    private record Late(Delivery delivery, long atNanos) {}

    private final Deque<Late> late = new ArrayDeque<>();

    Receiver(String name, QueueCaller caller, WorkloadPlan plan, StopSignal stop) {
        super(name, caller, plan, stop);
    }

    @Override
    void round() {
        Manner manner = random.nextInt(4) == 0 ? Manner.once() : manner();
        List<Delivery> deliveries = caller.receive(1 + random.nextInt(10), plan.visibilitySeconds(), 1, manner);
        List<Delivery> done = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            if (random.nextInt(100) >= plan.troublePercent()) {
                done.add(delivery);
            } else {
                trouble(delivery, done);
            }
        }
        delete(done);
        deleteLate();
    }

    private void trouble(Delivery delivery, List<Delivery> done) {
        switch (random.nextInt(4)) {
            case 0 -> {} // the consumer crashed: the message comes again by itself
            case 1 -> caller.hide(delivery, 0, manner());
            case 2 -> {
                caller.hide(delivery, plan.visibilitySeconds() + 2, manner());
                done.add(delivery);
            }
            default -> {
                if (late.size() < LATE_MAX) {
                    Duration wait = Duration.ofSeconds(plan.visibilitySeconds() + 1L);
                    late.add(new Late(delivery, System.nanoTime() + wait.toNanos()));
                }
            }
        }
    }

    private void delete(List<Delivery> done) {
        if (done.isEmpty()) {
            return;
        }
        if (random.nextBoolean()) {
            caller.deleteBatch(done, manner());
        } else {
            done.forEach(delivery -> caller.delete(delivery, manner()));
        }
    }

    private void deleteLate() {
        while (!late.isEmpty() && late.getFirst().atNanos() < System.nanoTime()) {
            caller.delete(late.removeFirst().delivery(), Manner.once());
        }
    }
}
