package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Count;
import io.sluice.cluster.check.Operation.Send;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Q8: at every quiescent count the counters are what was sent less what was deleted or purged. Calls of
 * unknown outcome widen what is expected; without them the figure is exact.
 */
final class ConservationRule implements Rule {
    @Override
    public void check(Stories stories, Consumer<Violation> report) {
        List<Count> quiescent = stories.counts().stream()
                .filter(count -> count.call().isOk() && isQuiescent(stories, count))
                .toList();
        if (quiescent.isEmpty()) {
            report.accept(new Violation("Q8", "the counters were never read while nothing else ran"));
        }
        quiescent.forEach(count -> check(stories, count, report));
    }

    private static boolean isQuiescent(Stories stories, Count count) {
        Call read = count.call();
        return stories.operations().stream()
                .allMatch(operation -> operation == count
                        || operation.call().completeNanos() <= read.invokeNanos()
                        || operation.call().invokeNanos() >= read.completeNanos());
    }

    private static void check(Stories stories, Count count, Consumer<Violation> report) {
        long read = count.call().invokeNanos();
        History before = new History();
        stories.operations().stream()
                .filter(operation -> operation.call().completeNanos() <= read)
                .forEach(before::record);
        Stories then = new Stories(before.operations());
        long least = 0;
        long most = unknownSends(then);
        long held = 0;
        long delayed = 0;
        for (Story story : then.all()) {
            boolean present = !story.isMaybeDeleted() && !then.isMaybePurged(story);
            least += present ? 1 : 0;
            most += then.isSurelyDeleted(story) || then.isSurelyPurged(story) ? 0 : 1;
            held += present && isHeld(story, count) ? 1 : 0;
            delayed += present && isDelayed(then, story, count) ? 1 : 0;
        }
        if (count.total() < least || count.total() > most) {
            report.accept(new Violation("Q8", "expected " + least + " to " + most + " messages, counted " + count));
        }
        if (count.inFlight() < held) {
            report.accept(new Violation("Q8", "at least " + held + " messages are in flight, counted " + count));
        }
        if (count.delayed() < delayed) {
            report.accept(new Violation("Q8", "at least " + delayed + " messages are delayed, counted " + count));
        }
    }

    /** Sends of unknown outcome whose message nobody has seen yet. */
    private static long unknownSends(Stories then) {
        Set<String> seen = new HashSet<>();
        // What a purge took may be sent again.
        then.all().stream().filter(story -> !then.isSurelyPurged(story)).forEach(story -> seen.addAll(story.digests()));
        long unknown = 0;
        for (var entry : then.sendsByDigest().entrySet()) {
            unknown += seen.contains(entry.getKey()) ? 0 : InventionRule.logicalSends(unanswered(entry.getValue()));
        }
        return unknown;
    }

    private static List<Send> unanswered(List<Send> sends) {
        Set<String> answered = new HashSet<>();
        sends.stream()
                .filter(send -> send.call().isOk())
                .forEach(send -> answered.add(send.call().requestId()));
        answered.remove("");
        return sends.stream()
                .filter(send ->
                        !send.call().isOk() && !answered.contains(send.call().requestId()))
                .toList();
    }

    private static boolean isHeld(Story story, Count count) {
        return story.leases().stream()
                .anyMatch(lease -> story.heldUntilNanos(lease) > count.call().completeNanos());
    }

    private static boolean isDelayed(Stories then, Story story, Count count) {
        boolean stillDue = !story.sends().isEmpty();
        for (Send send : story.sends()) {
            long due = then.firstInvokeNanos(send.call()) + TimeUnit.SECONDS.toNanos(send.delaySeconds());
            stillDue &= due > count.call().completeNanos();
        }
        return stillDue && story.leases().isEmpty();
    }
}
