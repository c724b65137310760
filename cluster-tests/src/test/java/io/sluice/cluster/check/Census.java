package io.sluice.cluster.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where every message of several queues was found when all was at rest, to be held to what was sent (Q10): each is
 * in one queue, never in two and never in none. In FIFO queues a group has the order of its sends (F2).
 */
public final class Census {
    private final Map<String, Place> expected = new TreeMap<>();
    private final Map<String, List<String>> found = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, String> last = new HashMap<>();

    /** A message was sent for certain, and nobody deleted it. */
    public void sent(String digest, Place place) {
        expected.put(digest, place);
    }

    /** A message was received and deleted in a queue, after those of its group that were before it. */
    public void found(String queue, Delivery delivery) {
        Place sent = expected.get(delivery.digest());
        if (sent == null) {
            violations.add(new Violation("Q2", "nobody sent " + delivery));
            return;
        }
        found.computeIfAbsent(delivery.digest(), digest -> new ArrayList<>()).add(queue);
        if (!sent.group().equals(delivery.place().group())) {
            violations.add(new Violation("F2", "sent as " + sent + " and in another group now: " + delivery));
        }
        if (sent.group().isEmpty()) {
            return;
        }
        String before = last.getOrDefault(queue + " " + sent.group(), "");
        if (before.compareTo(sent.sequence()) >= 0) {
            violations.add(new Violation("F2", "sent as " + sent + " and came after " + before + ": " + delivery));
        }
        last.put(queue + " " + sent.group(), sent.sequence());
    }

    /** What is certainly wrong. */
    public List<Violation> violations() {
        List<Violation> all = new ArrayList<>(violations);
        expected.forEach((digest, place) -> {
            List<String> queues = found.getOrDefault(digest, List.of());
            if (queues.size() != 1) {
                all.add(new Violation("Q10", "sent as " + place + ", " + digest + " is in " + queues));
            }
        });
        return all.subList(0, Math.min(all.size(), QueueChecker.VIOLATIONS_PER_RULE_MAX));
    }
}
