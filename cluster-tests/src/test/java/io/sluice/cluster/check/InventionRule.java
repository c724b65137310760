package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Send;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Q2: every delivery is of a message that was sent, and one logical send makes one message at most. */
final class InventionRule implements Rule {
    @Override
    public void check(Stories stories, Consumer<Violation> report) {
        Map<String, Set<String>> messagesByDigest = new HashMap<>();
        for (Story story : stories.all()) {
            if (story.digests().size() > 1) {
                report.accept(new Violation(
                        "Q2", "message " + story.messageId() + " has several contents: " + story.digests()));
            }
            for (String digest : story.digests()) {
                messagesByDigest.computeIfAbsent(digest, key -> new HashSet<>()).add(story.messageId());
            }
        }
        messagesByDigest.forEach((digest, messages) -> {
            List<Send> sends = stories.sendsByDigest().getOrDefault(digest, List.of());
            long allowed = logicalSends(sends);
            if (sends.isEmpty()) {
                report.accept(new Violation("Q2", "delivered but never sent: " + messages + " with digest " + digest));
            } else if (messages.size() > allowed) {
                report.accept(
                        new Violation("Q2", messages + " came of what may make " + allowed + " message(s): " + sends));
            }
        });
    }

    /** How many messages the attempts may make: those with one request id make one together. */
    static long logicalSends(List<Send> sends) {
        Set<String> requests = new HashSet<>();
        long anonymous = 0;
        for (Send send : sends) {
            if (!send.call().mayHaveActed()) {
                continue;
            }
            if (send.call().requestId().isEmpty()) {
                anonymous++;
            } else {
                requests.add(send.call().requestId());
            }
        }
        return requests.size() + anonymous;
    }
}
