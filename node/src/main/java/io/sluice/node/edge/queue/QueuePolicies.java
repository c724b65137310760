package io.sluice.node.edge.queue;

import io.sluice.node.cluster.Router;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.access.Policy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The policies of queues that callers with keys use. Each is asked of its queue's leader once a second at most, and
 * read anew only when its text has changed; so a change of a policy holds on every node a second later. Thread-safe.
 */
final class QueuePolicies {
    /** Queues whose policies are kept at hand. */
    private static final int KEPT_MAX = 10_000;

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Router router;
    private final Map<Place, Kept> kept = new ConcurrentHashMap<>();

    QueuePolicies(Router router) {
        this.router = router;
    }

    private record Read(String text, Optional<Policy> policy) {
        static Read of(String text) {
            return new Read(text, text.isEmpty() ? Optional.empty() : Optional.of(Policy.parse(text)));
        }
    }

    private record Kept(CompletableFuture<Read> read, long untilNanos) {
        boolean isFresh() {
            return !read.isCompletedExceptionally() && untilNanos - System.nanoTime() > 0;
        }
    }

    /** The policy of a queue; empty when it has none, or when the queue has gone meanwhile. */
    CompletableFuture<Optional<Policy>> of(Place place) {
        Kept known = kept.get(place);
        if (known == null || !known.isFresh()) {
            if (kept.size() >= KEPT_MAX) {
                kept.clear();
            }
            known = new Kept(ask(place, known), System.nanoTime() + FRESH_NANOS);
            kept.put(place, known);
        }
        // Each has a future of his own: whoever goes away takes nobody's answer with him.
        return known.read().thenApply(Read::policy);
    }

    private CompletableFuture<Read> ask(Place place, @Nullable Kept before) {
        return router.query(place.tablet(), new Query.DescribeQueue(place.queue()), System.nanoTime() + ASK_NANOS)
                .thenApply(reply -> {
                    String text = reply instanceof Reply.QueueDescribed queue
                            ? queue.attributes().getOrDefault(QueueAttribute.POLICY.awsName(), "")
                            : "";
                    Read last = before == null || before.read().isCompletedExceptionally()
                            ? null
                            : before.read().getNow(null);
                    return last != null && last.text().equals(text) ? last : Read.of(text);
                });
    }
}
