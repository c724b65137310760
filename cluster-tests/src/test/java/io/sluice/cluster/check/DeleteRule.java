package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Delete;
import java.util.function.Consumer;

/** Q4: after an acknowledged delete with the newest receipt the message is never granted again. */
final class DeleteRule implements Rule {
    @Override
    public void check(Stories stories, Consumer<Violation> report) {
        for (Story story : stories.all()) {
            for (Delete delete : story.deletes()) {
                if (!stories.isSurelyEffective(story, delete)) {
                    continue;
                }
                story.leases().stream()
                        .filter(lease -> lease.earliestNanos() > delete.call().completeNanos())
                        .forEach(lease -> report.accept(
                                new Violation("Q4", "delivered after its delete: " + delete + " then " + lease)));
            }
        }
    }
}
