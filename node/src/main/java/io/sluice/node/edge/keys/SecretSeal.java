package io.sluice.node.edge.keys;

import io.sluice.node.command.AccessKey;
import io.sluice.node.command.AccessKey.Sealing;
import io.sluice.node.command.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * How secrets of access keys are kept. SigV4 needs the secret itself, so it cannot be kept as a digest. With a sealing
 * secret it is encrypted (AES-256-GCM) and bound to its key's id and account, so that who reads the disk, the log or
 * a checkpoint has nothing, and nobody can give one key the secret of another. Without one it is kept as it is.
 * Thread-safe.
 */
public final class SecretSeal {
    /** Least bytes of a sealing secret. */
    public static final int SEALING_BYTES_MIN = 32;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] PURPOSE = "sluice access keys, 1".getBytes(StandardCharsets.US_ASCII);

    private final Optional<SecretKeySpec> key;
    private final SecureRandom random;

    private SecretSeal(Optional<SecretKeySpec> key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /** Seals under a key that is derived from this secret, the same on every node. */
    public static SecretSeal under(byte[] sealingSecret, SecureRandom random) {
        if (sealingSecret.length < SEALING_BYTES_MIN) {
            throw new IllegalArgumentException("a sealing secret has at least " + SEALING_BYTES_MIN + " bytes");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(sealingSecret, "HmacSHA256"));
            return new SecretSeal(Optional.of(new SecretKeySpec(mac.doFinal(PURPOSE), "AES")), random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    /** Keeps secrets as they are. */
    public static SecretSeal none() {
        return new SecretSeal(Optional.empty(), new SecureRandom());
    }

    /** What of a secret is stored. */
    public Bytes seal(String id, String account, byte[] secret) {
        if (key.isEmpty()) {
            return new Bytes(secret.clone());
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, id, account).doFinal(secret);
            byte[] stored = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, stored, NONCE_BYTES, sealed.length);
            return new Bytes(stored);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    /** How {@link #seal} keeps what it is given. */
    public Sealing sealing() {
        return key.isPresent() ? Sealing.AES_GCM : Sealing.CLEAR;
    }

    /** The secret of a stored key; empty when it was sealed under another secret, or this node has none. */
    public Optional<byte[]> open(AccessKey stored) {
        byte[] bytes = stored.secret().array();
        return switch (stored.sealing()) {
            case CLEAR -> Optional.of(bytes.clone());
            case AES_GCM -> key.isEmpty() || bytes.length <= NONCE_BYTES ? Optional.empty() : unseal(stored, bytes);
        };
    }

    private Optional<byte[]> unseal(AccessKey stored, byte[] bytes) {
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, nonce, stored.id(), stored.account())
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
        } catch (GeneralSecurityException e) {
            // Another secret, or bytes that somebody has changed: either way it proves nobody.
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String id, String account) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key.orElseThrow(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((id + "\n" + account).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
