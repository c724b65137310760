package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Send;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Q7: a delayed message is never seen early; where the run was healthy and somebody always polled,
 * every message is first seen at most one second and the slack after it is due.
 */
final class DelayRule implements Rule {
    private static final long PROMISED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CheckOptions options;

    DelayRule(CheckOptions options) {
        this.options = options;
    }

    @Override
    public void check(Stories stories, Consumer<Violation> report) {
        for (Story story : stories.all()) {
            List<Send> attempts = story.digests().stream()
                    .flatMap(digest -> stories.sendsByDigest().getOrDefault(digest, List.of()).stream())
                    .filter(send -> send.call().mayHaveActed())
                    .toList();
            if (attempts.isEmpty() || story.leases().isEmpty()) {
                continue;
            }
            long seen =
                    story.leases().stream().mapToLong(Lease::latestNanos).min().orElseThrow();
            checkNotEarly(stories, attempts, seen, report);
            checkPrompt(stories, story, seen, report);
        }
    }

    private void checkNotEarly(Stories stories, List<Send> attempts, long seen, Consumer<Violation> report) {
        long due = attempts.stream()
                .mapToLong(
                        send -> stories.firstInvokeNanos(send.call()) + TimeUnit.SECONDS.toNanos(send.delaySeconds()))
                .min()
                .orElseThrow();
        if (seen + options.skew().toNanos() < due) {
            report.accept(new Violation("Q7", "seen " + millis(due - seen) + " ms too early: " + attempts));
        }
    }

    private void checkPrompt(Stories stories, Story story, long seen, Consumer<Violation> report) {
        // A lease that was granted to a receive without an answer hides its message for a while, rightly so.
        boolean first = story.leases().get(0).receiveCount() <= 1 || stories.noHiddenLeases(story.messageId(), seen);
        if (options.promptSlack().isZero() || story.sends().isEmpty() || !first) {
            return;
        }
        long due = story.sends().stream()
                .mapToLong(send -> send.call().completeNanos() + TimeUnit.SECONDS.toNanos(send.delaySeconds()))
                .min()
                .orElseThrow();
        if (seen > due + PROMISED_NANOS + options.promptSlack().toNanos()) {
            report.accept(new Violation("Q7", "seen " + millis(seen - due) + " ms after it was due: " + story.sends()));
        }
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
