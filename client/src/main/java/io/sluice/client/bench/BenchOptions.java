package io.sluice.client.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What to run. Bounds are checked where a part is made, and told by the names of the command line's options.
 *
 * @param load how much is sent and received, by how many
 * @param span how long
 * @param queue on which queue
 * @param single calls of one message instead of batches of 10
 * @param consume receive on streams instead of long polls
 * @param verify account for every message, and drain the queue at the end
 * @param death how the queue's leader is killed in the middle of the measured window, if it is
 */
public record BenchOptions(
        Load load, Span span, Queue queue, boolean single, boolean consume, boolean verify, Optional<Death> death) {
    static final int BATCH_MAX = 10;
    private static final int BATCH_BYTES_MAX = 1 << 20;

    public BenchOptions {
        if (death.isPresent() && death.get().killCommand().isBlank()) {
            throw new IllegalArgumentException(
                    "--kill-leader needs --kill-command, for example 'deploy/sluice kill {node}'");
        }
    }

    /**
     * How much is sent and received, by how many.
     *
     * @param senders lanes that send, 1 to 100
     * @param receivers lanes that receive, 0 to 100
     * @param inflight messages sent and not acknowledged, over all lanes, 1 to 100,000
     * @param sizeBytes size of a body, {@link Bodies#BYTES_MIN} to 1 MiB
     * @param ratePerSecond messages per second over all lanes by a fixed schedule, up to 10,000,000; 0 sends as fast
     *     as acknowledged
     */
    public record Load(int senders, int receivers, int inflight, int sizeBytes, int ratePerSecond) {
        public Load {
            within("senders", senders, 1, 100);
            within("receivers", receivers, 0, 100);
            within("inflight", inflight, 1, 100_000);
            within("size", sizeBytes, Bodies.BYTES_MIN, BATCH_BYTES_MAX);
            within("rate", ratePerSecond, 0, 10_000_000);
        }
    }

    /**
     * How long.
     *
     * @param seconds length of the measured window, 1 to 86,400
     * @param warmupSeconds load before the window, 0 to 3,600
     * @param drainSeconds how long the drain goes on without progress
     */
    public record Span(int seconds, int warmupSeconds, int drainSeconds) {
        public Span {
            within("secs", seconds, 1, 86_400);
            within("warmup", warmupSeconds, 0, 3600);
        }
    }

    /**
     * On which queue.
     *
     * @param name empty for a queue of its own
     * @param keep leave the queue there at the end
     * @param backlog messages put into it before
     * @param ahead when sending as fast as possible, how many messages more than the backlog may wait in it; 0 for no
     *     bound
     * @param groups message groups of a FIFO queue, 1 to 1,000,000; 0 for a standard queue
     */
    public record Queue(String name, boolean keep, long backlog, int ahead, int groups) {
        public Queue {
            within("ahead", ahead, 0, Integer.MAX_VALUE);
            within("groups", groups, 0, 1_000_000);
        }

        boolean fifo() {
            return groups > 0;
        }

        String nameOr(String own) {
            return name.isEmpty() ? own : name;
        }

        /** Whether it is deleted at the end. */
        boolean passing() {
            return name.isEmpty() && !keep;
        }
    }

    /** A run by long polls and calls of batches, which verifies nothing and kills nobody. */
    public static BenchOptions of(Load load, Span span, Queue queue) {
        return new BenchOptions(load, span, queue, false, false, false, Optional.empty());
    }

    /** With calls of one message, or of batches. */
    public BenchOptions withSingle(boolean calls) {
        return new BenchOptions(load, span, queue, calls, consume, verify, death);
    }

    /** Receives on streams, or by long polls. */
    public BenchOptions withConsume(boolean streams) {
        return new BenchOptions(load, span, queue, single, streams, verify, death);
    }

    /** Accounts for every message, or for none. */
    public BenchOptions withVerify(boolean all) {
        return new BenchOptions(load, span, queue, single, consume, all, death);
    }

    /** Kills the queue's leader in the middle; the command that kills must not be blank. */
    public BenchOptions withDeath(Death leader) {
        return new BenchOptions(load, span, queue, single, consume, verify, Optional.of(leader));
    }

    private static void within(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("--" + option + " is " + min + " to " + max + ", not " + value);
        }
    }

    /** Messages of one call. */
    int batch() {
        return single ? 1 : Math.max(1, Math.min(BATCH_MAX, BATCH_BYTES_MAX / load.sizeBytes()));
    }

    /** Calls that each sending lane keeps under way. */
    int sendSlots() {
        return Math.max(1, load.inflight() / load.senders() / batch());
    }

    /** Receives that each receiving lane keeps under way. */
    int pollSlots() {
        return Math.max(1, load.inflight() / Math.max(1, load.receivers()) / (single ? 2 : BATCH_MAX));
    }

    Map<String, Object> describe() {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("senders", load.senders());
        run.put("receivers", load.receivers());
        run.put("inflight", load.inflight());
        run.put("size", load.sizeBytes());
        run.put("rate", load.ratePerSecond());
        run.put("secs", span.seconds());
        run.put("warmup", span.warmupSeconds());
        run.put("verify", verify);
        run.put("single", single);
        run.put("consume", consume);
        run.put("backlog", queue.backlog());
        run.put("ahead", queue.ahead());
        run.put("kill_leader", death.isPresent());
        run.put("groups", queue.groups());
        return run;
    }
}
