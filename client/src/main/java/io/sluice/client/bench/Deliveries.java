package io.sluice.client.bench;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Books what comes out of the queue. Thread-safe. */
final class Deliveries {
    /** Every so many messages one is compared in full. */
    private static final int SAMPLE = 1024;

    private final Run run;
    private final AtomicLong seen = new AtomicLong();

    Deliveries(Run run) {
        this.run = run;
    }

    /**
     * Books a message; false when it is not of this run and must be left alone.
     *
     * @param sequenceNumber null on a standard queue
     */
    boolean delivered(String body, String md5OfBody, @Nullable String sequenceNumber, long nowNanos) {
        Bodies bodies = run.bodies();
        if (!bodies.ours(body)) {
            run.meter().foreign();
            return false;
        }
        run.meter().receivedOne(bodies.intendedNanos(body), nowNanos);
        if (run.ledger() != null) {
            boolean first = run.ledger().delivered(bodies.lane(body), bodies.number(body));
            if (run.groups() != null) {
                run.groups().delivered(bodies.lane(body), bodies.number(body), sequenceNumber, first);
            }
        }
        if (seen.getAndIncrement() % SAMPLE == 0
                && !(bodies.intact(body) && md5(body).equals(md5OfBody))) {
            run.meter().corrupted();
        }
        return true;
    }

    /** Books deletes that were acknowledged, by the bodies of their messages. */
    void deleted(Iterable<String> bodies, int count) {
        if (run.ledger() != null) {
            for (String body : bodies) {
                run.ledger().deleted(run.bodies().lane(body), run.bodies().number(body));
            }
        }
        run.meter().deleted(count, System.nanoTime());
        run.throttle().resume();
    }

    private static String md5(String text) {
        try {
            // The contract's digest, not a matter of security.
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
