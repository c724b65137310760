package io.sluice.client.consumer;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a consumer behaves.
 *
 * @param concurrency messages handled at a time, 1 to 1000
 * @param prefetch messages in hand at a time, waiting for a thread, handled, or being settled; at
 *     least the concurrency, 10,000 at most
 * @param visibility how long a message stays hidden without a sign of life from this consumer, 1 s to
 *     12 h in whole seconds; extended at a third of it while the message is in hand
 * @param extendMax for how long a message is kept hidden at most
 * @param retryDelay how long a message that failed stays hidden, 0 s to 12 h in whole seconds
 * @param answerTimeout how long a node may take to answer a step before it is left for another
 * @param drain how long handlers may go on when the consumer is closed
 * @param systemAttributes AWS names to receive, or {@code All}
 * @param attributes names, {@code All}, {@code .*} or {@code prefix.*}
 * @param heartbeat 3 s to 300 s in whole seconds: the node keeps messages hidden while this consumer gives signs of
 *     life, and gives them to others at once when it ends or has given none for so long; the handler of a message that
 *     is lost so is interrupted. Zero: {@code visibility} holds, and the consumer extends it
 * @param name who consumes, up to 80 characters: traces, looks and dead letters tell it
 */
public record ConsumerSettings(
        int concurrency,
        int prefetch,
        Duration visibility,
        Duration extendMax,
        Duration retryDelay,
        Duration answerTimeout,
        Duration drain,
        List<String> systemAttributes,
        List<String> attributes,
        Duration heartbeat,
        String name) {

    /** Most messages in hand, which is the most credit a stream takes. */
    public static final int PREFETCH_MAX = 10_000;

    public ConsumerSettings {
        systemAttributes = List.copyOf(systemAttributes);
        attributes = List.copyOf(attributes);
        if (concurrency < 1 || concurrency > 1000) {
            throw new IllegalArgumentException("concurrency is 1 to 1000, not " + concurrency);
        }
        if (prefetch < concurrency || prefetch > PREFETCH_MAX) {
            throw new IllegalArgumentException("prefetch is concurrency to " + PREFETCH_MAX + ", not " + prefetch);
        }
        if (visibility.toSeconds() < 1 || fraction(visibility) || fraction(retryDelay) || fraction(heartbeat)) {
            throw new IllegalArgumentException("visibility, retryDelay and heartbeat are whole seconds");
        }
        if (name.length() > 80) {
            throw new IllegalArgumentException("a name has at most 80 characters, not " + name.length());
        }
        if (!heartbeat.isZero() && (heartbeat.toSeconds() < 3 || heartbeat.toSeconds() > 300)) {
            throw new IllegalArgumentException("heartbeat is 3 s to 300 s, or zero, not " + heartbeat);
        }
    }

    /** Concurrency as given, four messages in hand for each thread and 100 at least, 30 s of visibility. */
    public static ConsumerSettings of(int concurrency) {
        return new ConsumerSettings(
                concurrency,
                Math.min(PREFETCH_MAX, Math.max(100, concurrency * 4)),
                Duration.ofSeconds(30),
                Duration.ofHours(12),
                Duration.ZERO,
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                List.of("All"),
                List.of("All"),
                Duration.ZERO,
                "java-" + ProcessHandle.current().pid());
    }

    /** The same with another visibility. */
    public ConsumerSettings withVisibility(Duration newVisibility) {
        return with(draft -> draft.visibility = newVisibility);
    }

    /** The same with another number of messages in hand. */
    public ConsumerSettings withPrefetch(int newPrefetch) {
        return with(draft -> draft.prefetch = newPrefetch);
    }

    /** The same with another bound of the drain. */
    public ConsumerSettings withDrain(Duration newDrain) {
        return with(draft -> draft.drain = newDrain);
    }

    /** The same as a session. */
    public ConsumerSettings withHeartbeat(Duration newHeartbeat) {
        return with(draft -> draft.heartbeat = newHeartbeat);
    }

    /** The same under another name. */
    public ConsumerSettings withName(String newName) {
        return with(draft -> draft.name = newName);
    }

    private ConsumerSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new ConsumerSettings(
                concurrency,
                draft.prefetch,
                draft.visibility,
                extendMax,
                retryDelay,
                answerTimeout,
                draft.drain,
                systemAttributes,
                attributes,
                draft.heartbeat,
                draft.name);
    }

    /** What can be changed of settings, while one of it is. */
    private static final class Draft {
        private int prefetch;
        private Duration visibility;
        private Duration drain;
        private Duration heartbeat;
        private String name;

        Draft(ConsumerSettings settings) {
            this.prefetch = settings.prefetch;
            this.visibility = settings.visibility;
            this.drain = settings.drain;
            this.heartbeat = settings.heartbeat;
            this.name = settings.name;
        }
    }

    private static boolean fraction(Duration time) {
        return !time.equals(Duration.ofSeconds(time.toSeconds()));
    }
}
