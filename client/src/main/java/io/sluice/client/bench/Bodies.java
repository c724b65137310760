package io.sluice.client.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Bodies that tell where they come from: run, lane, number and intended time as fixed-width digits,
 * then filler that does not compress much. Made without formatting, read without parsing text twice.
 */
final class Bodies {
    /** Smallest body: the head and a byte. */
    static final int BYTES_MIN = 44;

    private static final int RUN_CHARS = 8;
    private static final int LANE_AT = RUN_CHARS + 1;
    private static final int NUMBER_AT = LANE_AT + 4;
    private static final int NANOS_AT = NUMBER_AT + 13;
    private static final int FILLER_AT = NANOS_AT + 17;
    private static final int POOL_BYTES = 1 << 16;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final byte[] run;
    private final String runText;
    private final int sizeBytes;
    private final byte[] pool;
    private final long originNanos;

    Bodies(String run, int sizeBytes, long originNanos) {
        this.runText = run;
        this.run = run.getBytes(StandardCharsets.US_ASCII);
        if (this.run.length != RUN_CHARS) {
            throw new IllegalArgumentException("a run has " + RUN_CHARS + " letters: " + run);
        }
        this.sizeBytes = sizeBytes;
        this.originNanos = originNanos;
        this.pool = new byte[POOL_BYTES + sizeBytes];
        // The same letters in every run, so that runs compare.
        Random letters = new Random(20_260_101);
        for (int i = 0; i < pool.length; i++) {
            pool[i] = (byte) LETTERS.charAt(letters.nextInt(LETTERS.length()));
        }
    }

    /** A body; {@code intendedNanos} is of {@link System#nanoTime}, not before the run's origin. */
    ByteString make(int lane, long number, long intendedNanos) {
        byte[] body = new byte[sizeBytes];
        System.arraycopy(run, 0, body, 0, RUN_CHARS);
        body[RUN_CHARS] = '-';
        digits(body, LANE_AT, 3, lane);
        body[NUMBER_AT - 1] = '-';
        digits(body, NUMBER_AT, 12, number);
        body[NANOS_AT - 1] = '-';
        digits(body, NANOS_AT, 16, intendedNanos - originNanos);
        body[FILLER_AT - 1] = '-';
        System.arraycopy(pool, fillerAt(number), body, FILLER_AT, sizeBytes - FILLER_AT);
        return UnsafeByteOperations.unsafeWrap(body);
    }

    private static int fillerAt(long number) {
        return (int) ((number * 7919) & (POOL_BYTES - 1));
    }

    private static void digits(byte[] into, int at, int count, long value) {
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** True when the body is of this run. */
    boolean ours(String body) {
        return body.length() >= BYTES_MIN && body.startsWith(runText);
    }

    int lane(String body) {
        return (int) number(body, LANE_AT, 3);
    }

    long number(String body) {
        return number(body, NUMBER_AT, 12);
    }

    long intendedNanos(String body) {
        return originNanos + number(body, NANOS_AT, 16);
    }

    private static long number(String body, int at, int count) {
        long value = 0;
        for (int i = at; i < at + count; i++) {
            value = value * 10 + (body.charAt(i) - '0');
        }
        return value;
    }

    /** True when the body is, to the last byte, what was sent under its name. */
    boolean intact(String body) {
        return make(lane(body), number(body), intendedNanos(body))
                .toString(StandardCharsets.US_ASCII)
                .equals(body);
    }
}
