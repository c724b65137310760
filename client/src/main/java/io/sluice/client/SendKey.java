package io.sluice.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The name under which a message is sent once: the same again gets the first answer, and another content is refused
 * with {@code IdempotentParameterMismatch}.
 *
 * @param key 1 to 128 letters, digits and ASCII punctuation
 * @param window how long it is remembered, 1 second to 7 days; null: as long as the queue says, a day unless set
 */
public record SendKey(String key, @Nullable Duration window) {}
