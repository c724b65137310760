package io.sluice.cluster.harness;

import io.sluice.cluster.check.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Receives from a FIFO queue and often fails at a message of a group: it deletes those before it, and gives that one
 * and the rest of the batch back with one call, or forgets them as a crashed consumer does.
 */
final class ReleasingReceiver extends Consumer {
    private static final int MESSAGES_MAX = 10;

    ReleasingReceiver(String name, QueueCaller caller, WorkloadPlan plan, StopSignal stop) {
        super(name, caller, plan, stop);
    }

    @Override
    void round() {
        Map<String, List<Delivery>> groups = new LinkedHashMap<>();
        for (Delivery delivery : caller.receive(MESSAGES_MAX, plan.visibilitySeconds(), 1, manner())) {
            groups.computeIfAbsent(delivery.place().group(), group -> new ArrayList<>())
                    .add(delivery);
        }
        groups.values().forEach(this::settle);
    }

    private void settle(List<Delivery> batch) {
        boolean fails = random.nextInt(100) < plan.troublePercent();
        int done = fails ? random.nextInt(batch.size()) : batch.size();
        if (done > 0) {
            caller.deleteBatch(batch.subList(0, done), manner());
        }
        if (fails) {
            giveBack(batch.subList(done, batch.size()));
        }
    }

    private void giveBack(List<Delivery> rest) {
        switch (random.nextInt(5)) {
            case 0 -> {} // the consumer crashed: they come again by themselves
            case 1, 2 -> caller.releaseRest(rest, manner());
            default -> caller.releaseBatch(rest, manner());
        }
    }
}
