package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Receive;
import io.sluice.cluster.check.Operation.Send;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Q7 for who polls: in a healthy run no poll comes back empty while a message that nobody holds was
 * visible for most of its wait. However slow the machine and however long the queue, that is a poll
 * that was not woken.
 */
final class PollRule implements Rule {
    /** For so long a message must have been visible beside an open poll before the poll is to blame. */
    private static final long OVERLOOKED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final CheckOptions options;

    PollRule(CheckOptions options) {
        this.options = options;
    }

    @Override
    public void check(Stories stories, Consumer<Violation> report) {
        if (options.promptSlack().isZero()) {
            return;
        }
        List<Receive> empty = stories.receives().stream()
                .filter(receive -> receive.call().isOk() && receive.deliveries().isEmpty())
                .toList();
        for (Story story : stories.all()) {
            if (!story.sends().isEmpty() && !story.leases().isEmpty()) {
                check(stories, story, empty, report);
            }
        }
    }

    private static void check(Stories stories, Story story, List<Receive> empty, Consumer<Violation> report) {
        long visible = story.sends().stream().mapToLong(PollRule::due).min().orElseThrow();
        // Before this nobody can have held it, if no receive ended without an answer.
        long held =
                story.leases().stream().mapToLong(Lease::earliestNanos).min().orElseThrow();
        for (Receive poll : empty) {
            Call call = poll.call();
            long overlooked = call.completeNanos() - Math.max(call.invokeNanos(), visible);
            if (overlooked >= OVERLOOKED_NANOS
                    && held > call.completeNanos()
                    && stories.noHiddenLeases(story.messageId(), call.completeNanos())) {
                report.accept(new Violation(
                        "Q7",
                        "a poll came back empty that had overlooked a message for "
                                + TimeUnit.NANOSECONDS.toMillis(overlooked) + " ms: " + poll + ", " + story.sends()));
            }
        }
    }

    private static long due(Send send) {
        return send.call().completeNanos() + TimeUnit.SECONDS.toNanos(send.delaySeconds());
    }
}
