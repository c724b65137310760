package io.sluice.node.edge.queue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The MD5 digests that AWS SDKs check, which protect against faults of transport and not against malice,
 * and the digest that tells equal bodies on FIFO queues.
 */
final class Digests {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte STRING_VALUE = 1;
    private static final byte BINARY_VALUE = 2;

    private final MessageDigest prototype = algorithm("MD5");
    private final MessageDigest contentPrototype = algorithm("SHA-256");

    private static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }

    /** MD5 of a body, 16 bytes. */
    byte[] ofBody(byte[] body) {
        return fresh(prototype).digest(body);
    }

    /** SHA-256 of several parts in their order, 32 bytes; each counts with its length. */
    byte[] ofContent(byte[]... parts) {
        MessageDigest sha256 = fresh(contentPrototype);
        byte[] length = new byte[Integer.BYTES];
        for (byte[] part : parts) {
            update(sha256, length, part);
        }
        return sha256.digest();
    }

    /** The deduplication id that is made from a body: its SHA-256 in lower-case hex. */
    String deduplicationId(byte[] body) {
        return hex(fresh(contentPrototype).digest(body));
    }

    /**
     * MD5 of attributes in lower-case hex: for each in name order the length and bytes of name, type
     * and value, the value preceded by 1 for texts and 2 for bytes.
     *
     * @param attributes in name order
     */
    String ofAttributes(List<UserAttribute> attributes) {
        MessageDigest md5 = fresh(prototype);
        byte[] length = new byte[Integer.BYTES];
        for (UserAttribute attribute : attributes) {
            update(md5, length, attribute.name().getBytes(StandardCharsets.UTF_8));
            update(md5, length, attribute.dataType().getBytes(StandardCharsets.UTF_8));
            md5.update(attribute.binary() ? BINARY_VALUE : STRING_VALUE);
            update(md5, length, attribute.value().toByteArray());
        }
        return hex(md5.digest());
    }

    /** Lower-case hex. */
    static String hex(byte[] digest) {
        return HEX.formatHex(digest);
    }

    private static void update(MessageDigest digest, byte[] length, byte[] bytes) {
        length[0] = (byte) (bytes.length >>> 24);
        length[1] = (byte) (bytes.length >>> 16);
        length[2] = (byte) (bytes.length >>> 8);
        length[3] = (byte) bytes.length;
        digest.update(length);
        digest.update(bytes);
    }

    /** A prototype is never fed, so copying it from many threads is safe, and cheaper than a look-up. */
    private static MessageDigest fresh(MessageDigest prototype) {
        try {
            return (MessageDigest) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the digests of every Java can be copied", e);
        }
    }
}
