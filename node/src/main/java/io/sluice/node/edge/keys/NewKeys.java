package io.sluice.node.edge.keys;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids and secrets of new access keys, as long as AWS's are. */
final class NewKeys {
    /** What ids begin with, so that scanners for leaked secrets can tell whose they are. */
    private static final String PREFIX = "SLKY";

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SECRET_BYTES = 30;

    private NewKeys() {}

    /** 20 characters, 80 bits of chance among them. */
    static String id(SecureRandom random) {
        StringBuilder id = new StringBuilder(PREFIX);
        while (id.length() < KeyRing.ID_CHARS) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    /** 40 characters, 240 bits of chance. */
    static String secret(SecureRandom random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
