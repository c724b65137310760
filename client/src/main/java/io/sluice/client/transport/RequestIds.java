package io.sluice.client.transport;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Makes request ids: 64 random bits of this client, a hyphen, and a counter. Thread-safe. */
public final class RequestIds {
    private final String prefix;
    private final AtomicLong last = new AtomicLong();

    private RequestIds(String prefix) {
        this.prefix = prefix;
    }

    /** Ids that no other client makes. */
    public static RequestIds random() {
        String hex = Long.toHexString(new SecureRandom().nextLong());
        return new RequestIds("0".repeat(16 - hex.length()) + hex + "-");
    }

    /** The id of the next logical call; its retries keep it. */
    public String next() {
        return prefix + last.incrementAndGet();
    }
}
