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
 */
record Parcel(String body, Map<String, MessageAttributeValue> attributes) {
    Parcel {
        attributes = Map.copyOf(attributes);
    }

    /** A parcel with a name of its own and this much padding. */
    static Parcel of(String name, int paddingBytes) {
        MessageAttributeValue attribute = MessageAttributeValue.newBuilder()
                .setDataType("String")
                .setStringValue(name)
                .build();
        return new Parcel(name + " " + "x".repeat(paddingBytes), Map.of("name", attribute));
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
