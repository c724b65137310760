package io.sluice.client.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to run.
 *
 * @param senders lanes that send, 1 to 100
 * @param receivers lanes that receive, 0 to 100
 * @param inflight messages sent and not acknowledged, over all lanes
 * @param sizeBytes size of a body, {@link Bodies#BYTES_MIN} to 1 MiB
 * @param ratePerSecond messages per second over all lanes by a fixed schedule; 0 sends as fast as
 *     acknowledged
 * @param seconds length of the measured window
 * @param warmupSeconds load before the window
 * @param verify account for every message, and drain the queue at the end
 * @param single calls of one message instead of batches of 10
 * @param consume receive on streams instead of long polls
 * @param backlog messages put into the queue before
 * @param ahead when sending as fast as possible, how many messages more than the backlog may wait in
 *     the queue; 0 for no bound
 * @param queue name; empty for a queue of its own
 * @param keep leave the queue there at the end
 * @param drainSeconds how long the drain goes on without progress
 * @param killLeader kill the queue's leader in the middle of the window
 * @param killCommand shell command; {@code {node}} stands for the node's number
 * @param restartCommand shell command, run 5 s later
 * @param groups message groups of a FIFO queue, 1 to 1,000,000; 0 for a standard queue
 */
public record BenchOptions(
        int senders,
        int receivers,
        int inflight,
        int sizeBytes,
        int ratePerSecond,
        int seconds,
        int warmupSeconds,
        boolean verify,
        boolean single,
        boolean consume,
        long backlog,
        int ahead,
        String queue,
        boolean keep,
        int drainSeconds,
        boolean killLeader,
        String killCommand,
        String restartCommand,
        int groups) {

    static final int BATCH_MAX = 10;
    private static final int BATCH_BYTES_MAX = 1 << 20;

    public BenchOptions {
        within("senders", senders, 1, 100);
        within("receivers", receivers, 0, 100);
        within("inflight", inflight, 1, 100_000);
        within("size", sizeBytes, Bodies.BYTES_MIN, BATCH_BYTES_MAX);
        within("rate", ratePerSecond, 0, 10_000_000);
        within("secs", seconds, 1, 86_400);
        within("warmup", warmupSeconds, 0, 3600);
        within("ahead", ahead, 0, Integer.MAX_VALUE);
        within("groups", groups, 0, 1_000_000);
        if (killLeader && killCommand.isBlank()) {
            throw new IllegalArgumentException(
                    "--kill-leader needs --kill-command, for example 'deploy/sluice kill {node}'");
        }
    }

    /** A run on a standard queue. */
    public BenchOptions(
            int senders,
            int receivers,
            int inflight,
            int sizeBytes,
            int ratePerSecond,
            int seconds,
            int warmupSeconds,
            boolean verify,
            boolean single,
            boolean consume,
            long backlog,
            int ahead,
            String queue,
            boolean keep,
            int drainSeconds,
            boolean killLeader,
            String killCommand,
            String restartCommand) {
        this(
                senders,
                receivers,
                inflight,
                sizeBytes,
                ratePerSecond,
                seconds,
                warmupSeconds,
                verify,
                single,
                consume,
                backlog,
                ahead,
                queue,
                keep,
                drainSeconds,
                killLeader,
                killCommand,
                restartCommand,
                0);
    }

    /** A second on one lane each, for tests to vary. */
    public static BenchOptions small() {
        return new BenchOptions(1, 1, 64, 128, 0, 1, 0, true, false, false, 0, 2000, "", false, 5, false, "", "");
    }

    private static void within(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("--" + option + " is " + min + " to " + max + ", not " + value);
        }
    }

    boolean fifo() {
        return groups > 0;
    }

    /** Messages of one call. */
    int batch() {
        return single ? 1 : Math.max(1, Math.min(BATCH_MAX, BATCH_BYTES_MAX / sizeBytes));
    }

    /** Calls that each sending lane keeps under way. */
    int sendSlots() {
        return Math.max(1, inflight / senders / batch());
    }

    /** Receives that each receiving lane keeps under way. */
    int pollSlots() {
        return Math.max(1, inflight / Math.max(1, receivers) / (single ? 2 : BATCH_MAX));
    }

    Map<String, Object> describe() {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("senders", senders);
        run.put("receivers", receivers);
        run.put("inflight", inflight);
        run.put("size", sizeBytes);
        run.put("rate", ratePerSecond);
        run.put("secs", seconds);
        run.put("warmup", warmupSeconds);
        run.put("verify", verify);
        run.put("single", single);
        run.put("consume", consume);
        run.put("backlog", backlog);
        run.put("ahead", ahead);
        run.put("kill_leader", killLeader);
        run.put("groups", groups);
        return run;
    }
}
