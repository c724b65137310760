package io.sluice.node.edge.keys;

import io.sluice.node.edge.access.Identity;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An access key as a node knows it. Its secret does not leave it: others ask whether a text is the secret, or have
 * something signed. Thread-safe.
 */
public final class KnownKey {
    /** Derived keys that are kept: two days around midnight, for each service. */
    private static final int DERIVED_MAX = 16;

    private static final String HMAC = "HmacSHA256";

    private final Identity identity;
    private final byte[] secret;
    private final AtomicBoolean used = new AtomicBoolean();
    private final Map<String, SecretKeySpec> derived = new ConcurrentHashMap<>();

    KnownKey(Identity identity, byte[] secret) {
        this.identity = identity;
        this.secret = secret.clone();
    }

    /** Whose it is. */
    public Identity identity() {
        return identity;
    }

    /** Whether that is its secret, in a time that does not tell how much of it is right. */
    boolean is(byte[] given) {
        return MessageDigest.isEqual(secret, given);
    }

    /** Signs a text as AWS's version 4 does, with the key for that day, region and service. */
    public byte[] sign(String day, String region, String service, String text) {
        String scope = day + "/" + region + "/" + service;
        SecretKeySpec key = derived.get(scope);
        if (key == null) {
            byte[] prefixed = Arrays.copyOf("AWS4".getBytes(StandardCharsets.US_ASCII), 4 + secret.length);
            System.arraycopy(secret, 0, prefixed, 4, secret.length);
            byte[] ofRegion = hmac(key(hmac(key(prefixed), day)), region);
            key = key(hmac(key(hmac(key(ofRegion), service)), "aws4_request"));
            if (derived.size() >= DERIVED_MAX) {
                derived.clear();
            }
            derived.put(scope, key);
        }
        return hmac(key, text);
    }

    private static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, HMAC);
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    /** Notes a use. */
    void use() {
        // Most calls find it noted already, and then nothing is written that other cores read.
        if (!used.get()) {
            used.set(true);
        }
    }

    /** Whether it was used since this was asked last. */
    boolean takeUsed() {
        return used.get() && used.getAndSet(false);
    }
}
