package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Receive;
import io.sluice.cluster.check.Operation.Send;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The rules of FIFO queues. F1: sequence numbers rise with the sends of a group. F2: messages of a group come in
 * the order of their numbers, at first and in each batch. F3: none comes while an earlier one of its group is in
 * flight, unless with it. F6: sends with one deduplication id make one message, and
 * one more after a purge.
 */
final class GroupRule implements Rule {
    private final long skewNanos;

    GroupRule(long skewNanos) {
        this.skewNanos = skewNanos;
    }

    /** A message of a group. */
    private record Member(String sequence, Story story) {}

    @Override
    public void check(Stories stories, Consumer<Violation> report) {
        Map<String, List<Member>> groups = groups(stories, report);
        groups.values().forEach(members -> {
            for (int i = 0; i < members.size(); i++) {
                for (int j = i + 1; j < members.size(); j++) {
                    sent(stories, members.get(i), members.get(j), report);
                    first(members.get(i), members.get(j), report);
                    behind(stories, members.get(i), members.get(j), report);
                }
            }
        });
        stories.receives().forEach(receive -> batch(receive, report));
        stories.sendsByDigest().forEach((digest, sends) -> once(stories, sends, report));
    }

    /** The messages of each group by their numbers. */
    private static Map<String, List<Member>> groups(Stories stories, Consumer<Violation> report) {
        Map<String, List<Member>> groups = new TreeMap<>();
        for (Story story : stories.all()) {
            if (story.places().size() > 1) {
                report.accept(new Violation(
                        "F1", "message " + story.messageId() + " stands in several places: " + story.places()));
                continue;
            }
            for (Place place : story.places()) {
                if (!place.equals(Place.NONE)) {
                    groups.computeIfAbsent(place.group(), group -> new ArrayList<>())
                            .add(new Member(place.sequence(), story));
                }
            }
        }
        groups.values().forEach(members -> members.sort(Comparator.comparing(Member::sequence)));
        return groups;
    }

    private static void sent(Stories stories, Member lower, Member higher, Consumer<Violation> report) {
        long stored = higher.story().sends().stream()
                .mapToLong(send -> send.call().completeNanos())
                .min()
                .orElse(Long.MAX_VALUE);
        // A repeated send is answered as the first, so it is the first attempt of any that counts.
        long begun = lower.story().digests().stream()
                .flatMap(digest -> stories.sendsByDigest().getOrDefault(digest, List.of()).stream())
                .mapToLong(send -> stories.firstInvokeNanos(send.call()))
                .min()
                .orElse(Long.MIN_VALUE);
        if (stored < begun) {
            report.accept(new Violation(
                    "F1",
                    "sent later and numbered lower: " + lower.story().sends() + " than "
                            + higher.story().sends()));
        }
    }

    private static void first(Member lower, Member higher, Consumer<Violation> report) {
        for (Lease first : lower.story().leases()) {
            for (Lease other : higher.story().leases()) {
                if (first.receiveCount() == 1 && first.isAfter(other)) {
                    report.accept(new Violation(
                            "F2",
                            "message " + higher.story().messageId() + " overtook "
                                    + lower.story().messageId() + ": " + other + " before " + first));
                }
            }
        }
    }

    private void behind(Stories stories, Member lower, Member higher, Consumer<Violation> report) {
        for (Lease held : lower.story().leases()) {
            long until = stories.heldUntilNanos(lower.story(), held) - skewNanos;
            for (Lease other : higher.story().leases()) {
                if (other.isAfter(held) && other.latestNanos() < until) {
                    report.accept(new Violation(
                            "F3",
                            "message " + higher.story().messageId() + " came while "
                                    + lower.story().messageId() + " before it was in flight: " + other + " during "
                                    + held));
                }
            }
        }
    }

    private static void batch(Receive receive, Consumer<Violation> report) {
        Map<String, String> last = new HashMap<>();
        for (Delivery delivery : receive.deliveries()) {
            Place place = delivery.place();
            String before = last.getOrDefault(place.group(), "");
            if (!place.equals(Place.NONE) && before.compareTo(place.sequence()) >= 0) {
                report.accept(new Violation("F2", "a batch is out of order: " + receive));
            }
            last.put(place.group(), place.sequence());
        }
    }

    private static void once(Stories stories, List<Send> sends, Consumer<Violation> report) {
        List<Send> sent = sends.stream()
                .filter(send -> !send.place().equals(Place.NONE) && send.call().isOk())
                .toList();
        long messages = sent.stream().map(Send::messageId).distinct().count();
        if (messages > 1 + purgesBetween(stories, sent)) {
            report.accept(new Violation("F6", "one deduplication id made " + messages + " messages: " + sends));
        }
    }

    private static long purgesBetween(Stories stories, List<Send> sent) {
        return stories.purges().stream()
                .filter(purge ->
                        sent.stream().anyMatch(send -> stories.firstInvokeNanos(send.call()) < purge.untilNanos()))
                .filter(purge -> sent.stream().anyMatch(send -> send.call().completeNanos() > purge.fromNanos()))
                .count();
    }
}
