package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Receive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Q6: the receive count is the number of leases granted, and every lease has a receipt of its own. */
final class CountingRule implements Rule {
    private record Grant(String messageId, int receiveCount, String logicalReceive) {}

    @Override
    public void check(Stories stories, Consumer<Violation> report) {
        checkReceipts(stories, report);
        stories.all().forEach(story -> checkStory(stories, story, report));
    }

    private static void checkReceipts(Stories stories, Consumer<Violation> report) {
        Map<String, Grant> grants = new HashMap<>();
        for (Receive receive : stories.receives()) {
            String logical = logical(receive);
            for (Delivery delivery : receive.deliveries()) {
                Grant grant = new Grant(delivery.messageId(), delivery.receiveCount(), logical);
                Grant former = grants.putIfAbsent(delivery.receipt(), grant);
                if (former != null && !former.equals(grant)) {
                    report.accept(new Violation("Q6", "one receipt for two leases: " + former + " and " + grant));
                }
            }
        }
    }

    /** What makes two askings one receive. */
    private static String logical(Receive receive) {
        if (!receive.attemptId().isEmpty()) {
            return "attempt " + receive.attemptId();
        }
        String request = receive.call().requestId();
        return request.isEmpty() ? receive.call().toString() : request;
    }

    private static void checkStory(Stories stories, Story story, Consumer<Violation> report) {
        List<Lease> leases = story.leases();
        for (int i = 0; i < leases.size(); i++) {
            Lease lease = leases.get(i);
            if (lease.receiveCount() < 1) {
                report.accept(new Violation("Q6", "a receive count below 1: " + lease));
            }
            for (int j = i + 1; j < leases.size(); j++) {
                Lease higher = leases.get(j);
                if (higher.receiveCount() == lease.receiveCount() || lease.isAfter(higher)) {
                    report.accept(new Violation(
                            "Q6", "receive counts of " + story.messageId() + " do not rise: " + lease + ", " + higher));
                }
            }
        }
        if (!leases.isEmpty()) {
            Lease last = leases.get(leases.size() - 1);
            long unseen = (long) last.receiveCount() - leases.size();
            long possible = stories.hiddenLeasesMax(story.messageId(), last.latestNanos());
            if (unseen > possible) {
                report.accept(new Violation(
                        "Q6",
                        "message " + story.messageId() + " counts " + unseen + " leases that nobody saw, where "
                                + possible + " answers were lost: " + leases));
            }
        }
    }
}
