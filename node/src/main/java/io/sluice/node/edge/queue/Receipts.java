package io.sluice.node.edge.queue;

import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.edge.call.ErrorShape;
import io.sluice.node.model.ResourceId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads receipt handles: 44 URL-safe characters that name a message and a receive, under a
 * MAC of these and the queue with the cluster's secret. Nobody can make one, or use one of another
 * queue; any node reads what any node has made. Thread-safe.
 */
public final class Receipts {
    /** Characters of a handle. */
    static final int HANDLE_CHARS = 44;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte VERSION = 1;
    private static final int STATED_BYTES = 1 + Long.BYTES + Long.BYTES;
    private static final int MAC_BYTES = 16;
    private static final int HANDLE_BYTES = STATED_BYTES + MAC_BYTES;
    /** Idle MACs kept for reuse, a power of two: more than there are threads that make receipts at once. */
    private static final int IDLE_MACS_MAX = 16;

    private final Supplier<Optional<String>> secretHex;
    private final Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    private final Base64.Decoder decoder = Base64.getUrlDecoder();
    private final AtomicReferenceArray<@Nullable Mac> idle = new AtomicReferenceArray<>(IDLE_MACS_MAX);
    private volatile @Nullable Mac prototype;

    /**
     * Receipts of one cluster.
     *
     * @param secretHex the cluster's secret in hex; empty until this node has learnt it. It is asked
     *     until it answers, and then never again.
     */
    public Receipts(Supplier<Optional<String>> secretHex) {
        this.secretHex = secretHex;
    }

    /** What is wrong while no receipt can be made or read; null when nothing is. */
    @Nullable
    ApiError unready() {
        return keyed() == null
                ? new ApiError(ErrorShape.SERVICE_UNAVAILABLE, "This node has not joined its cluster yet.")
                : null;
    }

    /** The handle of one receive of a message. */
    String seal(ResourceId queue, long sequence, long lease) {
        byte[] handle = new byte[HANDLE_BYTES];
        ByteBuffer.wrap(handle).put(VERSION).putLong(sequence).putLong(lease);
        System.arraycopy(mac(queue, handle), 0, handle, STATED_BYTES, MAC_BYTES);
        return encoder.encodeToString(handle);
    }

    /** The receive that a handle proves, if it is one of this queue. */
    Checked<Receipt> open(ResourceId queue, String handle) {
        if (handle.isEmpty()) {
            return Checked.bad(QueueErrors.missing("ReceiptHandle"));
        }
        byte[] bytes = decode(handle);
        if (bytes == null || bytes[0] != VERSION) {
            return Checked.bad(QueueErrors.receiptHandle(handle));
        }
        byte[] stated = Arrays.copyOfRange(bytes, STATED_BYTES, HANDLE_BYTES);
        byte[] right = Arrays.copyOf(mac(queue, bytes), MAC_BYTES);
        // In constant time, so that nobody finds a MAC byte by byte.
        if (!MessageDigest.isEqual(right, stated)) {
            return Checked.bad(QueueErrors.receiptHandle(handle));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, Long.BYTES + Long.BYTES);
        return Checked.good(new Receipt(buffer.getLong(), buffer.getLong()));
    }

    private byte @Nullable [] decode(String handle) {
        if (handle.length() != HANDLE_CHARS) {
            return null;
        }
        try {
            byte[] bytes = decoder.decode(handle);
            return bytes.length == HANDLE_BYTES ? bytes : null;
        } catch (IllegalArgumentException e) {
            // Not base64, so not a handle of ours.
            return null;
        }
    }

    /** MAC of the queue and what a handle states. */
    private byte[] mac(ResourceId queue, byte[] handle) {
        int slot = (int) Thread.currentThread().getId() & (IDLE_MACS_MAX - 1);
        Mac mac = borrow(slot);
        byte[] number = new byte[Long.BYTES];
        ByteBuffer.wrap(number).putLong(queue.value());
        mac.update(number);
        mac.update(handle, 0, STATED_BYTES);
        byte[] made = mac.doFinal();
        idle.set(slot, mac);
        return made;
    }

    /** Two threads of one slot take turns: the later one finds it empty and makes its own. */
    private Mac borrow(int slot) {
        Mac pooled = idle.getAndSet(slot, null);
        if (pooled != null) {
            return pooled;
        }
        Mac keyed = keyed();
        if (keyed == null) {
            throw new ApiFailure(
                    new ApiError(ErrorShape.SERVICE_UNAVAILABLE, "This node has not joined its cluster yet."));
        }
        try {
            // The prototype is never fed, so copying it from many threads is safe.
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the HMAC of every Java can be copied", e);
        }
    }

    private @Nullable Mac keyed() {
        Mac known = prototype;
        if (known != null) {
            return known;
        }
        Mac made = secretHex
                .get()
                .filter(secret -> !secret.isEmpty())
                .map(Receipts::keyed)
                .orElse(null);
        prototype = made;
        return made;
    }

    private static Mac keyed(String secretHex) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(secretHex), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
