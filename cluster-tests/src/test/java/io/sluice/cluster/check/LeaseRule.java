package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Hide;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Q3: while one lease of a message holds, no other is granted. Where an outdated receipt had been
 * used on it before, the fault is Q5: it changed what it must not.
 */
final class LeaseRule implements Rule {
    private final long skewNanos;

    LeaseRule(long skewNanos) {
        this.skewNanos = skewNanos;
    }

    @Override
    public void check(Stories stories, Consumer<Violation> report) {
        for (Story story : stories.all()) {
            List<Lease> leases = story.leases();
            for (int i = 0; i < leases.size(); i++) {
                long heldUntil = story.heldUntilNanos(leases.get(i));
                for (int j = i + 1; j < leases.size(); j++) {
                    compare(story, leases.get(i), heldUntil, leases.get(j), report);
                }
            }
        }
    }

    private void compare(Story story, Lease held, long heldUntil, Lease next, Consumer<Violation> report) {
        if (next.receiveCount() <= held.receiveCount() || next.latestNanos() + skewNanos >= heldUntil) {
            return;
        }
        long early = TimeUnit.NANOSECONDS.toMillis(heldUntil - next.latestNanos());
        String rule = usedOutdatedReceipt(story, held, next) ? "Q5" : "Q3";
        report.accept(new Violation(
                rule,
                "message " + story.messageId() + " was delivered again " + early + " ms before the end of a lease: "
                        + held + " then " + next + " with " + story.hides()));
    }

    private static boolean usedOutdatedReceipt(Story story, Lease held, Lease next) {
        for (Hide hide : story.hides()) {
            boolean between = hide.call().completeNanos() >= held.latestNanos()
                    && hide.call().invokeNanos() <= next.latestNanos();
            if (between && !hide.receipt().equals(held.receipt()) && story.isOutdated(hide.receipt(), hide.call())) {
                return true;
            }
        }
        return false;
    }
}
