package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Receive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * F7: whoever asks again under the same attempt gets the same batch with the same receipts, counted once, while its
 * leases last and nothing of it was deleted or hidden anew. Afterwards the asking is a new one, and no receipt of the
 * former batch is shown.
 */
final class AttemptRule implements Rule {
    private final long skewNanos;

    AttemptRule(long skewNanos) {
        this.skewNanos = skewNanos;
    }

    @Override
    public void check(Stories stories, Consumer<Violation> report) {
        Map<String, List<Receive>> attempts = new LinkedHashMap<>();
        for (Receive receive : stories.receives()) {
            if (!receive.attemptId().isEmpty() && receive.call().mayHaveActed()) {
                attempts.computeIfAbsent(receive.attemptId(), id -> new ArrayList<>())
                        .add(receive);
            }
        }
        attempts.values().forEach(askings -> check(stories, askings, report));
    }

    private void check(Stories stories, List<Receive> askings, Consumer<Violation> report) {
        int visibilitySeconds =
                askings.stream().mapToInt(Receive::visibilitySeconds).min().orElseThrow();
        List<Receive> answers =
                askings.stream().filter(asking -> asking.call().isOk()).toList();
        for (Receive first : answers) {
            long same = first.deliveries().isEmpty()
                    ? Long.MIN_VALUE
                    : Math.min(
                            leasedUntilNanos(stories, first, visibilitySeconds), untouchedUntilNanos(stories, first));
            long over = overFromNanos(stories, first);
            for (Receive again : answers) {
                long asked = stories.firstInvokeNanos(again.call());
                boolean after = asked > first.call().completeNanos();
                if (after
                        && again.call().completeNanos() < same
                        && !again.deliveries().equals(first.deliveries())) {
                    report.accept(new Violation("F7", "asked again for " + first + ", another batch came: " + again));
                } else if (after && asked > over && sharesReceipt(first, again)) {
                    report.accept(new Violation("F7", "a batch that was over came again: " + again + " for " + first));
                }
            }
        }
    }

    private long leasedUntilNanos(Stories stories, Receive first, int visibilitySeconds) {
        return stories.firstInvokeNanos(first.call()) + TimeUnit.SECONDS.toNanos(visibilitySeconds) - skewNanos;
    }

    /** Nobody has touched the batch before. */
    private static long untouchedUntilNanos(Stories stories, Receive first) {
        Stream<Long> touched = first.deliveries().stream()
                .flatMap(delivery -> stories.story(delivery.messageId()).uses(delivery.receipt()).stream())
                .filter(Call::mayHaveActed)
                .map(stories::firstInvokeNanos);
        Stream<Long> purged = stories.purges().stream()
                .filter(purge -> purge.untilNanos() > first.call().invokeNanos())
                .map(PurgeSpan::fromNanos);
        return Stream.concat(touched, purged).min(Long::compare).orElse(Long.MAX_VALUE);
    }

    /** From then on some of the batch is certainly deleted, shown or hidden for longer. */
    private static long overFromNanos(Stories stories, Receive first) {
        long over = Long.MAX_VALUE;
        for (Delivery delivery : first.deliveries()) {
            Story story = stories.story(delivery.messageId());
            Stream<Call> deletes = story.deletes().stream()
                    .filter(delete -> delete.receipt().equals(delivery.receipt()))
                    .map(Operation.Delete::call);
            Stream<Call> hides = story.hides().stream()
                    .filter(hide -> hide.receipt().equals(delivery.receipt()))
                    .filter(hide ->
                            hide.visibilitySeconds() == 0 || hide.visibilitySeconds() > first.visibilitySeconds())
                    .map(Operation.Hide::call);
            over = Stream.concat(deletes, hides)
                    .filter(Call::isOk)
                    .mapToLong(Call::completeNanos)
                    .reduce(over, Math::min);
        }
        return over;
    }

    private static boolean sharesReceipt(Receive first, Receive again) {
        List<String> receipts =
                first.deliveries().stream().map(Delivery::receipt).toList();
        return again.deliveries().stream().map(Delivery::receipt).anyMatch(receipts::contains);
    }
}
