package io.sluice.node.edge.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.node.command.AccessKey;
import io.sluice.node.command.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SecretSealTest {
    private static final byte[] SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCY".getBytes(StandardCharsets.US_ASCII);
    private final SecretSeal seal = SecretSeal.under(filled(1), new SecureRandom());

    private static byte[] filled(int with) {
        byte[] bytes = new byte[SecretSeal.SEALING_BYTES_MIN];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static AccessKey key(String id, Bytes secret, AccessKey.Sealing sealing) {
        return new AccessKey(id, "111111111111", "shop", secret, sealing, List.of("*"), List.of("*"), 1, 0);
    }

    @Test
    void aSealedSecretIsReadAgainAndDoesNotShow() {
        Bytes stored = seal.seal("A", "111111111111", SECRET);

        assertThat(new String(stored.array(), StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(SECRET, 0, 6, StandardCharsets.US_ASCII));
        assertThat(seal.open(key("A", stored, seal.sealing()))).hasValue(SECRET);
        assertThat(seal.seal("A", "111111111111", SECRET)).isNotEqualTo(stored);
    }

    @Test
    void itIsReadByNobodyElseAndForNoOtherKey() {
        Bytes stored = seal.seal("A", "111111111111", SECRET);
        byte[] changed = stored.array().clone();
        changed[changed.length - 1] ^= 1;

        assertThat(seal.open(key("B", stored, seal.sealing()))).isEmpty();
        assertThat(seal.open(key("A", new Bytes(changed), seal.sealing()))).isEmpty();
        assertThat(seal.open(key("A", new Bytes(new byte[3]), seal.sealing()))).isEmpty();
        assertThat(SecretSeal.under(filled(2), new SecureRandom()).open(key("A", stored, seal.sealing())))
                .isEmpty();
        assertThat(SecretSeal.none().open(key("A", stored, seal.sealing()))).isEmpty();
    }

    @Test
    void whatWasKeptAsItIsStaysReadableWhenASecretComes() {
        Bytes stored = SecretSeal.none().seal("A", "111111111111", SECRET);

        assertThat(seal.open(key("A", stored, SecretSeal.none().sealing()))).hasValue(SECRET);
    }

    @Test
    void aShortSealingSecretIsRefused() {
        byte[] tooShort = new byte[SecretSeal.SEALING_BYTES_MIN - 1];

        assertThatThrownBy(() -> SecretSeal.under(tooShort, new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
