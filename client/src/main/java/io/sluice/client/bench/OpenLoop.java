package io.sluice.client.bench;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends by a fixed schedule, whatever the answers do: each message has a time at which it should be
 * sent, and what is due leaves at once, in batches when more than one is. When too many calls are
 * under way, messages leave late and are measured from when they should have left.
 */
final class OpenLoop implements Runnable {
    /** Shortest nap: at high rates several messages are then due together and share a call. */
    private static final long NAP_MIN_NANOS = 300_000;

    private static final long NAP_MAX_NANOS = 1_000_000;

    private final Run run;
    private final List<SendLane> lanes;
    private final long startNanos;
    private final long stepNanos;
    private final int slots;
    private final long[] sent;
    private volatile boolean stopped;

    OpenLoop(Run run, List<SendLane> lanes, long startNanos) {
        this.run = run;
        this.lanes = List.copyOf(lanes);
        this.startNanos = startNanos;
        this.stepNanos = 1_000_000_000L * lanes.size() / run.options().load().ratePerSecond();
        // A batch under way may hold a single message, so the bound is on messages.
        this.slots = Math.max(1, run.options().load().inflight() / lanes.size());
        this.sent = new long[lanes.size()];
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            long nowNanos = System.nanoTime();
            long dueNanos = nowNanos + NAP_MAX_NANOS;
            for (int i = 0; i < lanes.size(); i++) {
                sendDue(i, nowNanos);
                dueNanos = Math.min(dueNanos, intended(i, sent[i]));
            }
            LockSupport.parkNanos(Math.max(NAP_MIN_NANOS, dueNanos - System.nanoTime()));
        }
    }

    private void sendDue(int i, long nowNanos) {
        SendLane lane = lanes.get(i);
        long due = (nowNanos - intended(i, sent[i])) / stepNanos + 1;
        while (due > 0 && nowNanos - intended(i, sent[i]) >= 0 && lane.open() < slots) {
            int count = (int) Math.min(run.options().batch(), due);
            lane.send(count, intended(i, sent[i]), stepNanos, () -> {});
            sent[i] += count;
            due -= count;
        }
    }

    /** Lanes take turns within a step. */
    private long intended(int lane, long number) {
        return startNanos + number * stepNanos + lane * stepNanos / lanes.size();
    }
}
