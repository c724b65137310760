package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Receive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * F9: messages of a group that were received together and whose leases ended together are there again at once, as a
 * whole and in order. Leases end together by one release of all of them, by the death of their consumer or by their
 * time, unless a receipt of one was used alone. So whoever gets one of them next gets all that are not deleted, as far
 * as he asked for so many.
 */
final class BatchRule implements Rule {
    private record Grant(String messageId, int receiveCount) {
        static Grant of(Delivery delivery) {
            return new Grant(delivery.messageId(), delivery.receiveCount());
        }

        Grant next() {
            return new Grant(messageId, receiveCount + 1);
        }
    }

    @Override
    public void check(Stories stories, Consumer<Violation> report) {
        Map<Grant, List<Receive>> grants = new HashMap<>();
        for (Receive receive : stories.receives()) {
            if (isPrompt(stories, receive)) {
                receive.deliveries()
                        .forEach(delivery -> grants.computeIfAbsent(Grant.of(delivery), grant -> new ArrayList<>())
                                .add(receive));
            }
        }
        for (Receive batch : stories.receives()) {
            for (Delivery one : batch.deliveries()) {
                for (Receive next : grants.getOrDefault(Grant.of(one).next(), List.of())) {
                    batch.deliveries().stream()
                            .filter(other -> endsWith(stories, one, other))
                            .filter(other -> isMissing(stories, other, next))
                            .forEach(other -> report.accept(new Violation(
                                    "F9", "of " + batch + " came " + one + " without " + other + ": " + next)));
                }
            }
        }
    }

    /** A late answer may leave out what others have received and deleted meanwhile. */
    private static boolean isPrompt(Stories stories, Receive receive) {
        long lasted = receive.call().completeNanos() - stories.firstInvokeNanos(receive.call());
        return lasted < TimeUnit.SECONDS.toNanos(receive.visibilitySeconds());
    }

    /** Whether two messages of one batch are of one group, and the same was done about both. */
    private static boolean endsWith(Stories stories, Delivery one, Delivery other) {
        return !one.place().equals(Place.NONE)
                && one.place().group().equals(other.place().group())
                && uses(stories, one).equals(uses(stories, other));
    }

    private static List<Call> uses(Stories stories, Delivery delivery) {
        return stories.story(delivery.messageId()).uses(delivery.receipt());
    }

    private static boolean isMissing(Stories stories, Delivery wanted, Receive next) {
        Story story = stories.story(wanted.messageId());
        boolean there = next.deliveries().stream()
                .anyMatch(delivery -> delivery.messageId().equals(wanted.messageId()));
        boolean maybeDeleted = story.deletes().stream()
                .map(Operation.Delete::call)
                .anyMatch(call -> call.mayHaveActed()
                        && stories.firstInvokeNanos(call) < next.call().completeNanos());
        return !there && !maybeDeleted && !stories.isMaybePurged(story) && !isFullBefore(wanted, next);
    }

    /** Whether the receive had as many as it asked for before it came to this one. */
    private static boolean isFullBefore(Delivery wanted, Receive next) {
        Place last = next.deliveries().get(next.deliveries().size() - 1).place();
        return next.deliveries().size() >= next.messagesMax()
                && last.group().equals(wanted.place().group())
                && last.sequence().compareTo(wanted.place().sequence()) < 0;
    }
}
