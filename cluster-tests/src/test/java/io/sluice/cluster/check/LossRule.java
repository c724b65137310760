package io.sluice.cluster.check;

import java.util.function.Consumer;

/**
 * Q1: what was acknowledged is delivered, and stays until somebody deletes it. Q9: of what a purge cannot have taken
 * that holds after it, too.
 */
final class LossRule implements Rule {
    @Override
    public void check(Stories stories, Consumer<Violation> report) {
        if (stories.drained().isEmpty()) {
            report.accept(new Violation("Q1", "the history does not end with an empty queue: nothing is proven"));
            return;
        }
        String rule = stories.purges().isEmpty() ? "Q1" : "Q9";
        for (Story story : stories.all()) {
            boolean acknowledged = !story.sends().isEmpty();
            if (stories.isMaybePurged(story)) {
                continue;
            }
            if (acknowledged && story.leases().isEmpty()) {
                report.accept(new Violation(rule, "acknowledged and never delivered: " + story.sends()));
            } else if (!story.leases().isEmpty() && !story.isMaybeDeleted()) {
                report.accept(new Violation(
                        rule, "message " + story.messageId() + " is gone though nobody deleted it: " + story.leases()));
            }
        }
    }
}
