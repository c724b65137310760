package io.sluice.cluster.harness;

import io.sluice.cluster.check.History;
import io.sluice.cluster.harness.QueueCaller.Manner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/** Sends at a steady rate: single and in batches, with and without request ids, some of it delayed. */
final class Sender implements Runnable {
    private static final int BATCH = 5;

    /** So many sends to a FIFO queue repeat one of the last ones, as a producer does that has lost an answer. */
    private static final int REPEATS_PERCENT = 5;

    private static final int RECENT = 30;
    private static final Duration BUDGET = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final String name;
    private final QueueCaller caller;
    private final History history;
    private final WorkloadPlan plan;
    private final SplittableRandom random;
    private final StopSignal stop;
    private final Deque<Parcel> recent = new ArrayDeque<>();
    private int parcels;
    private int calls;
    private int purges;
    private int again;

    Sender(String name, QueueCaller caller, History history, WorkloadPlan plan, StopSignal stop) {
        this.name = name;
        this.caller = caller;
        this.history = history;
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed() + name.hashCode());
        this.stop = stop;
    }

    @Override
    public void run() {
        long interval = Duration.ofSeconds(1).toNanos() / plan.sendsPerSecond();
        long next = System.nanoTime();
        while (!stop.isGiven() && parcels < plan.messagesMax()) {
            if (history.unseen() >= plan.unseenMax()) {
                stop.within(LOOK_AGAIN);
                continue;
            }
            sendOnce();
            // After a stall the rate goes on from now: a burst would only prove that a burst works.
            next = Math.max(next + interval, System.nanoTime());
            stop.within(Duration.ofNanos(next - System.nanoTime()));
        }
    }

    private void sendOnce() {
        int delaySeconds = random.nextInt(100) < plan.delayPercent() ? 1 + random.nextInt(2) : 0;
        boolean anonymous = random.nextInt(4) == 0;
        Manner manner = anonymous ? Manner.once() : new Manner(name + "-" + calls++, BUDGET);
        if (random.nextBoolean()) {
            caller.send(parcel(), delaySeconds, manner);
        } else {
            List<Parcel> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                batch.add(parcel());
            }
            caller.sendBatch(batch, delaySeconds, manner);
        }
    }

    private Parcel parcel() {
        int paddingBytes = random.nextInt(plan.bodyBytesMax() + 1);
        if (plan.groups() == 0) {
            return Parcel.of(name + "-" + parcels++, paddingBytes);
        }
        if (plan.fair()) {
            // One of them sends half of all, and some messages have none.
            int tenant = random.nextBoolean() ? 1 : random.nextInt(plan.groups());
            String name = tenant == 0 ? "" : "tenant-" + tenant;
            return Parcel.ofTenant(this.name + "-" + parcels++, paddingBytes, name, random.nextInt(10));
        }
        if (isToRepeat()) {
            return recent.removeFirst();
        }
        String group = "group-" + random.nextInt(plan.groups());
        Parcel parcel = Parcel.inGroup(name + "-" + parcels++, paddingBytes, group);
        recent.addLast(parcel);
        if (recent.size() > RECENT) {
            recent.removeFirst();
        }
        return parcel;
    }

    /** After a purge, which forgets ids, all that is known from before is sent once more. */
    private boolean isToRepeat() {
        if (purges < history.purges()) {
            purges = history.purges();
            again = recent.size();
        }
        if (again > 0) {
            again--;
            return true;
        }
        return recent.size() == RECENT && random.nextInt(100) < REPEATS_PERCENT;
    }
}
