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
 */
public record ConsumeOptions(
        int credit, @Nullable Duration visibility, List<String> systemAttributes, List<String> attributes) {

    public ConsumeOptions {
        systemAttributes = List.copyOf(systemAttributes);
        attributes = List.copyOf(attributes);
    }
}
