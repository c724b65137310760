package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Receive;
import java.util.function.Consumer;

/**
 * Q9: a purge is a point. What was there before it began nobody gets who asks after it was acknowledged, and no send
 * that begins then is told to repeat it. That what is sent then remains is judged in {@link LossRule}.
 */
final class PurgeRule implements Rule {
    @Override
    public void check(Stories stories, Consumer<Violation> report) {
        for (PurgeSpan purge : stories.purges()) {
            if (purge.isAcknowledged()) {
                stories.receives().forEach(receive -> received(stories, purge, receive, report));
                stories.all().forEach(story -> repeated(stories, purge, story, report));
            }
        }
    }

    private static void received(Stories stories, PurgeSpan purge, Receive receive, Consumer<Violation> report) {
        // An attempt that is asked again after the purge is a new receive.
        if (stories.firstInvokeNanos(receive.call()) <= purge.untilNanos()) {
            return;
        }
        for (Delivery delivery : receive.deliveries()) {
            if (Stories.isBefore(stories.story(delivery.messageId()), purge)) {
                report.accept(new Violation(
                        "Q9", "message " + delivery.messageId() + " came after its " + purge + ": " + receive));
            }
        }
    }

    private static void repeated(Stories stories, PurgeSpan purge, Story story, Consumer<Violation> report) {
        if (Stories.isBefore(story, purge)) {
            story.sends().stream()
                    .filter(send -> stories.firstInvokeNanos(send.call()) > purge.untilNanos())
                    .forEach(send -> report.accept(
                            new Violation("Q9", "sent after " + purge + ", it repeats a message: " + send)));
        }
    }
}
