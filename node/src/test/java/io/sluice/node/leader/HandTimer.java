package io.sluice.node.leader;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A timer and its clock, moved by hand; what falls due runs on the caller's thread, in order of time. */
final class HandTimer implements Timer {
    private final List<Planned> planned = new ArrayList<>();
    private long nowMillis = 1_000_000;

    long nowMillis() {
        return nowMillis;
    }

    /** Lets time pass. */
    void pass(long millis) {
        long end = nowMillis + millis;
        for (Optional<Planned> next = next(end); next.isPresent(); next = next(end)) {
            nowMillis = Math.max(nowMillis, next.get().atMillis);
            next.get().run();
        }
        nowMillis = end;
    }

    private Optional<Planned> next(long end) {
        return planned.stream()
                .filter(each -> each.atMillis <= end)
                .min(Comparator.comparingLong(each -> each.atMillis));
    }

    @Override
    public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
        Planned made = new Planned(task, nowMillis + unit.toMillis(delay));
        planned.add(made);
        return made;
    }

    @Override
    public Set<Timeout> stop() {
        Set<Timeout> left = Set.copyOf(planned);
        planned.clear();
        return left;
    }

    private final class Planned implements Timeout {
        private final TimerTask task;
        private final long atMillis;
        private boolean expired;

        Planned(TimerTask task, long atMillis) {
            this.task = task;
            this.atMillis = atMillis;
        }

        void run() {
            planned.remove(this);
            expired = true;
            try {
                task.run(this);
            } catch (Exception e) {
                throw new IllegalStateException("a task of the timer failed", e);
            }
        }

        @Override
        public Timer timer() {
            return HandTimer.this;
        }

        @Override
        public TimerTask task() {
            return task;
        }

        @Override
        public boolean isExpired() {
            return expired;
        }

        @Override
        public boolean isCancelled() {
            return !expired && !planned.contains(this);
        }

        @Override
        public boolean cancel() {
            return planned.remove(this);
        }
    }
}
