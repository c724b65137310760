package io.sluice.node.edge.call;

import io.sluice.node.model.ResourceName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Turns what users give as {@code request_id} into call ids. The operation is mixed in, so that two
 * operations under one id never answer for each other. Thread-safe.
 *
 * <ul>
 *   <li>{@code 16 hex digits - decimal counter}, as our clients make them, keeps both numbers;
 *   <li>any other text becomes a digest of text, operation and resource;
 *   <li>none becomes a fresh id of this node.
 * </ul>
 */
public final class CallIds {
    /** Characters of a request id. */
    public static final int CHARS_MAX = 64;

    private static final int CLIENT_DIGITS = 16;
    private static final int CALL_DIGITS_MAX = 16;
    /** Five bits of operation and three of step stand below the counter. */
    private static final int CALL_SHIFT = 8;

    private static final int OPERATION_SHIFT = 3;
    private static final int OPERATION_BITS = 5;
    /** The operation's other bits stand above the counter, so that the first 31 operations keep their ids. */
    private static final int HIGH_SHIFT = 62;

    private final long client;
    private final AtomicLong last = new AtomicLong();
    private final MessageDigest sha256;

    /** Fresh ids begin with a client number drawn from here. */
    public CallIds(RandomGenerator random) {
        this.client = random.nextLong();
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** An id that no other call has. */
    public CallId fresh(ApiOperation operation) {
        return numbered(client, last.incrementAndGet(), operation.number());
    }

    /** The id of a call, from what its caller has chosen. */
    public Checked<CallId> of(String chosen, ApiOperation operation, ResourceName scope) {
        return of(chosen, operation, scope.account(), scope.name());
    }

    /** The id of a call that is not about a resource. */
    public Checked<CallId> of(String chosen, ApiOperation operation) {
        return of(chosen, operation, "", "");
    }

    private Checked<CallId> of(String chosen, ApiOperation operation, String account, String name) {
        if (chosen.isEmpty()) {
            return Checked.good(fresh(operation));
        }
        if (chosen.length() > CHARS_MAX) {
            return Checked.bad(new ApiError(
                    ErrorShape.INVALID_PARAMETER_VALUE,
                    "Value for parameter RequestId is invalid. Reason: Must be at most 64 characters."));
        }
        return Checked.good(isNumbered(chosen) ? parse(chosen, operation) : digest(chosen, operation, account, name));
    }

    private static boolean isNumbered(String chosen) {
        int digits = chosen.length() - CLIENT_DIGITS - 1;
        if (digits < 1 || digits > CALL_DIGITS_MAX || chosen.charAt(CLIENT_DIGITS) != '-') {
            return false;
        }
        for (int i = 0; i < CLIENT_DIGITS; i++) {
            char c = chosen.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        for (int i = CLIENT_DIGITS + 1; i < chosen.length(); i++) {
            if (chosen.charAt(i) < '0' || chosen.charAt(i) > '9') {
                return false;
            }
        }
        // 007 and 7 are different texts, so they must not become one number.
        return chosen.charAt(CLIENT_DIGITS + 1) != '0' || digits == 1;
    }

    private static CallId parse(String chosen, ApiOperation operation) {
        long client = Long.parseUnsignedLong(chosen, 0, CLIENT_DIGITS, 16);
        long call = Long.parseLong(chosen, CLIENT_DIGITS + 1, chosen.length(), 10);
        return numbered(client, call, operation.number());
    }

    /** Sixteen decimal digits are below 2 to the 54th: the shift loses nothing, and two bits above stay free. */
    static CallId numbered(long client, long call, int operation) {
        long high = (long) (operation >> OPERATION_BITS) << HIGH_SHIFT;
        long low = (long) (operation & ((1 << OPERATION_BITS) - 1)) << OPERATION_SHIFT;
        return new CallId(client, high | (call << CALL_SHIFT) | low);
    }

    private CallId digest(String chosen, ApiOperation operation, String account, String name) {
        try {
            // The prototype is never fed, so copying it from many threads is safe.
            MessageDigest copy = (MessageDigest) sha256.clone();
            copy.update((byte) operation.number());
            copy.update(account.getBytes(StandardCharsets.UTF_8));
            copy.update((byte) 0);
            copy.update(name.getBytes(StandardCharsets.UTF_8));
            copy.update((byte) 0);
            ByteBuffer digest = ByteBuffer.wrap(copy.digest(chosen.getBytes(StandardCharsets.UTF_8)));
            return new CallId(digest.getLong(), digest.getLong() & -CallId.STEPS_MAX);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of every Java can be copied", e);
        }
    }
}
