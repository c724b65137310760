package io.sluice.cluster.harness;

import io.sluice.api.v1.MessageAttributeValue;
import io.sluice.cluster.check.Place;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What a logical send carries, unlike that of every other.
 *
 * @param body the body
 * @param attributes the user attributes
 * @param group its message group or tenant; empty for none
 * @param deduplicationId empty for a standard queue
 * @param priority absent: none is given
 */
record Parcel(
        String body,
        Map<String, MessageAttributeValue> attributes,
        String group,
        String deduplicationId,
        OptionalInt priority) {
    Parcel {
        attributes = Map.copyOf(attributes);
    }

    /** What a receiver finds. */
    Parcel(String body, Map<String, MessageAttributeValue> attributes) {
        this(body, attributes, "", "", OptionalInt.empty());
    }

    /** A parcel with a name of its own and this much padding. */
    static Parcel of(String name, int paddingBytes) {
        return inGroup(name, paddingBytes, "", "", OptionalInt.empty());
    }

    /** The same for a standard queue that is shared by tenants; an empty one is none. */
    static Parcel ofTenant(String name, int paddingBytes, String tenant, int priority) {
        return inGroup(name, paddingBytes, tenant, "", OptionalInt.of(priority));
    }

    /** The same for a FIFO queue, told apart by its name. */
    static Parcel inGroup(String name, int paddingBytes, String group) {
        return inGroup(name, paddingBytes, group, name, OptionalInt.empty());
    }

    private static Parcel inGroup(
            String name, int paddingBytes, String group, String deduplicationId, OptionalInt priority) {
        MessageAttributeValue attribute = MessageAttributeValue.newBuilder()
                .setDataType("String")
                .setStringValue(name)
                .build();
        String body = name + " " + "x".repeat(paddingBytes);
        return new Parcel(body, Map.of("name", attribute), group, deduplicationId, priority);
    }

    /** Where it stands by its sequence number, if it is in an order at all. */
    Place place(String sequenceNumber) {
        return deduplicationId.isEmpty() ? Place.NONE : new Place(group, sequenceNumber);
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
