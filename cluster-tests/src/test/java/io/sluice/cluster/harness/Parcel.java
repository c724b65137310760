package io.sluice.cluster.harness;

import io.sluice.api.v1.MessageAttributeValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a logical send carries, unlike that of every other.
 *
 * @param body the body
 * @param attributes the user attributes
 * @param group its message group; empty for a standard queue
 * @param deduplicationId empty for a standard queue
 */
record Parcel(String body, Map<String, MessageAttributeValue> attributes, String group, String deduplicationId) {
    Parcel {
        attributes = Map.copyOf(attributes);
    }

    /** What a receiver finds. */
    Parcel(String body, Map<String, MessageAttributeValue> attributes) {
        this(body, attributes, "", "");
    }

    /** A parcel with a name of its own and this much padding. */
    static Parcel of(String name, int paddingBytes) {
        return inGroup(name, paddingBytes, "", "");
    }

    /** The same for a FIFO queue, told apart by its name. */
    static Parcel inGroup(String name, int paddingBytes, String group) {
        return inGroup(name, paddingBytes, group, name);
    }

    private static Parcel inGroup(String name, int paddingBytes, String group, String deduplicationId) {
        MessageAttributeValue attribute = MessageAttributeValue.newBuilder()
                .setDataType("String")
                .setStringValue(name)
                .build();
        return new Parcel(name + " " + "x".repeat(paddingBytes), Map.of("name", attribute), group, deduplicationId);
    }

    /** Digest of body and attributes, made the same way by sender and receiver. */
    String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(body.getBytes(StandardCharsets.UTF_8));
            new TreeMap<>(attributes).forEach((name, value) -> {
                sha.update(name.getBytes(StandardCharsets.UTF_8));
                sha.update(value.toByteArray());
            });
            return HexFormat.of().formatHex(sha.digest(), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
