package io.sluice.cluster.check;

import java.util.function.Consumer;

/**
 * Q5: a delete with an outdated receipt changes nothing. A message that only such deletes can have
 * removed is proof of the contrary. (Changes of visibility are judged in {@link LeaseRule}.)
 */
final class FencingRule implements Rule {
    @Override
    public void check(Stories stories, Consumer<Violation> report) {
        if (stories.drained().isEmpty()) {
            return;
        }
        for (Story story : stories.all()) {
            boolean onlyOutdated = story.isMaybeDeleted()
                    && !stories.isMaybePurged(story)
                    && story.deletes().stream()
                            .filter(delete -> delete.call().mayHaveActed())
                            .allMatch(delete -> story.isOutdated(delete.receipt(), delete.call()));
            if (onlyOutdated) {
                report.accept(new Violation(
                        "Q5",
                        "message " + story.messageId() + " is gone, and only outdated receipts deleted it: "
                                + story.deletes() + " of " + story.leases()));
            }
        }
    }
}
