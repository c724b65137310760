package io.sluice.client.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run showed. Rates are of the measured window: acknowledged sends, and acknowledged deletes of
 * received messages. Counts are of the whole run.
 *
 * @param verified whether every message was accounted for; without it {@code books} says nothing
 * @param failed messages whose send or delete has no good answer
 * @param corrupted sampled messages that differ from what was sent
 * @param foreign messages in the queue that are not of this run
 * @param killTrouble why the leader was not killed, or did not come back; empty when it was and did, or when it was
 *     not to die
 * @param order how a FIFO queue kept the order and took repeated sends; null when that was not looked at
 */
public record BenchResult(
        double sentPerSecond,
        double receivedPerSecond,
        Percentiles acknowledgeMillis,
        Percentiles endToEndMillis,
        boolean verified,
        Books books,
        long failed,
        long corrupted,
        long foreign,
        double longestStallMillis,
        double seconds,
        long acknowledged,
        long deleted,
        Map<String, Object> run,
        Optional<String> killTrouble,
        @Nullable Order order) {

    /**
     * What a FIFO queue made of its groups.
     *
     * @param disordered first deliveries that came before one with a smaller sequence number of the group
     * @param notDeduplicated repeated sends that got another message
     * @param repeated sends that were repeated and answered
     */
    public record Order(long disordered, long notDeduplicated, long repeated) {}

    /** What became of the messages; see {@link Ledger}. */
    public record Books(long lost, long duplicated, long redeliveredAfterDelete) {
        static Books of(Ledger ledger) {
            return new Books(ledger.lost(), ledger.duplicated(), ledger.redeliveredAfterDelete());
        }
    }

    /** True when nothing speaks against the queue. */
    public boolean sound() {
        boolean inOrder = order == null || (order.disordered() == 0 && order.notDeduplicated() == 0);
        return books.lost() == 0 && books.redeliveredAfterDelete() == 0 && failed == 0 && corrupted == 0 && inOrder;
    }

    /** One object for scripts; what was not verified is null. */
    public Map<String, Object> describe() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("sent_per_s", rounded(sentPerSecond));
        all.put("received_per_s", rounded(receivedPerSecond));
        all.put("ack_ms", acknowledgeMillis.describe());
        all.put("e2e_ms", endToEndMillis.describe());
        all.put("lost", verified ? books.lost() : null);
        all.put("duplicated", verified ? books.duplicated() : null);
        all.put("redelivered_after_delete", verified ? books.redeliveredAfterDelete() : null);
        all.put("disordered", order == null ? null : order.disordered());
        all.put("not_deduplicated", order == null ? null : order.notDeduplicated());
        all.put("failed", failed);
        all.put("corrupted", corrupted);
        all.put("foreign", foreign);
        all.put("longest_stall_ms", rounded(longestStallMillis));
        all.put("seconds", seconds);
        all.put("acknowledged", acknowledged);
        all.put("deleted", deleted);
        all.put("kill_trouble", killTrouble.orElse(null));
        all.put("run", run);
        return all;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
