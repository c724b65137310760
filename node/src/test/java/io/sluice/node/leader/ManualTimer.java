package io.sluice.node.leader;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A timer whose time goes on when a test says so. */
final class ManualTimer implements Timer {
    private final List<Alarm> waiting = new ArrayList<>();
    private long nowMillis = 1_000_000;

    long nowMillis() {
        return nowMillis;
    }

    void advance(long millis) throws Exception {
        nowMillis += millis;
        for (Alarm each : List.copyOf(waiting)) {
            if (each.dueMillis <= nowMillis && waiting.remove(each)) {
                each.task.run(each);
            }
        }
    }

    @Override
    public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
        Alarm alarm = new Alarm(task, nowMillis + unit.toMillis(delay));
        waiting.add(alarm);
        return alarm;
    }

    @Override
    public Set<Timeout> stop() {
        return Set.copyOf(waiting);
    }

    private final class Alarm implements Timeout {
        private final TimerTask task;
        private final long dueMillis;
        private boolean cancelled;

        Alarm(TimerTask task, long dueMillis) {
            this.task = task;
            this.dueMillis = dueMillis;
        }

        @Override
        public Timer timer() {
            return ManualTimer.this;
        }

        @Override
        public TimerTask task() {
            return task;
        }

        @Override
        public boolean isExpired() {
            return !cancelled && !waiting.contains(this);
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public boolean cancel() {
            cancelled = waiting.remove(this);
            return cancelled;
        }
    }
}
