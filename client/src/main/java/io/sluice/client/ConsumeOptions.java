package io.sluice.client;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to consume.
 *
 * @param credit messages that may come before more credit is granted, 0 to 10,000
 * @param visibility 0 s to 12 h in whole seconds; null takes the queue's VisibilityTimeout
 * @param systemAttributes AWS names, or {@code All}
 * @param attributes names, {@code All}, {@code .*} or {@code prefix.*}
 * @param heartbeat 3 s to 300 s in whole seconds makes a session: messages stay leased while the stream lives, and go
 *     back at once when it ends or nothing was said on it for so long; zero for none
 * @param consumerName who receives, up to 80 characters: traces, looks and dead letters tell it; empty for nobody
 */
public record ConsumeOptions(
        int credit,
        @Nullable Duration visibility,
        List<String> systemAttributes,
        List<String> attributes,
        Duration heartbeat,
        String consumerName) {

    public ConsumeOptions {
        systemAttributes = List.copyOf(systemAttributes);
        attributes = List.copyOf(attributes);
    }

    /** Without a session. */
    public ConsumeOptions(
            int credit, @Nullable Duration visibility, List<String> systemAttributes, List<String> attributes) {
        this(credit, visibility, systemAttributes, attributes, Duration.ZERO, "");
    }
}
