package io.sluice.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.sluice.node.state.Keys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackTest {
    private static final byte[] AT = bytes(7, 40);

    private static byte[] bytes(long resource, long number) {
        return Keys.IN_RESOURCE.encode(Samples.key(resource, number));
    }

    private static PackKeys keys(long... numbers) {
        List<byte[]> keys = new ArrayList<>();
        for (long number : numbers) {
            keys.add(bytes(7, number));
        }
        return PackKeys.of(keys);
    }

    private static List<byte[]> listed(PackKeys keys) {
        List<byte[]> listed = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            listed.add(keys.get(i));
        }
        return listed;
    }

    private static Pack pack(long... numbers) {
        List<ByteString> rows = new ArrayList<>();
        for (long number : numbers) {
            rows.add(ByteString.copyFromUtf8("row " + number));
        }
        return new Pack(keys(numbers), rows);
    }

    @Test
    void numbersThatFollowEachOtherAreOneRun() {
        assertThat(keys(10, 11, 12, 13).runs(AT)).containsExactly(30L, 4L);
        assertThat(keys(40).runs(AT)).containsExactly(0L, 1L);
        assertThat(keys(10, 12, 13, 20).runs(AT)).containsExactly(30L, 1L, 1L, 2L, 6L, 1L);
    }

    @Test
    void keysComeBackFromTheirRuns() {
        for (PackKeys keys :
                List.of(keys(40), keys(1, 2, 3), keys(0, 5, 6, 39, 40), keys(Long.MAX_VALUE, Long.MIN_VALUE, -1))) {
            PackKeys again = PackKeys.decode(AT, keys.runs(AT));
            assertThat(listed(again)).usingElementComparator(Arrays::compare).isEqualTo(listed(keys));
        }
    }

    @Test
    void aKeyIsFoundOrItsPlaceIs() {
        PackKeys keys = keys(10, 12, 13);
        assertThat(keys.find(bytes(7, 12))).isEqualTo(1);
        assertThat(keys.find(bytes(7, 11))).isEqualTo(-2);
        assertThat(keys.ceiling(bytes(7, 11))).isEqualTo(1);
        assertThat(keys.ceiling(bytes(7, 14))).isEqualTo(3);
        // Other lines are before or behind all of it.
        assertThat(keys.ceiling(bytes(6, 99))).isZero();
        assertThat(keys.ceiling(bytes(8, 0))).isEqualTo(3);
        assertThat(keys.has(bytes(8, 12))).isFalse();
    }

    @Test
    void onlyKeysOfOneLineShareAPack() {
        assertThat(PackKeys.isOneLine(bytes(7, 1), bytes(7, -1))).isTrue();
        assertThat(PackKeys.isOneLine(bytes(7, 1), bytes(8, 1))).isFalse();
        assertThat(PackKeys.isOneLine(bytes(7, 1), Keys.NUMBER.encode(new Keys.OfNumber(1))))
                .isFalse();
    }

    @Test
    void aPackComesBackFromItsBytes() throws IOException {
        Pack pack = Pack.decode(AT, pack(10, 12, 40).encode(AT));
        assertThat(pack.required(bytes(7, 12)).toStringUtf8()).isEqualTo("row 12");
        assertThat(pack.row(bytes(7, 11))).isNull();
        assertThatThrownBy(() -> pack.required(bytes(7, 11))).isInstanceOf(StoreFailure.class);
    }

    @Test
    void noChangedBitGoesUnseen() {
        byte[] bytes = pack(10, 12, 40).encode(AT);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> Pack.decode(AT, changed)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> Pack.decode(AT, new byte[3])).isInstanceOf(IOException.class);
    }

    @Test
    void aSlipLeavesOutTheDead() throws IOException {
        Pack pack = pack(10, 11, 12, 13);
        PackSlip all = pack.slip();
        PackSlip two = all.keep(key -> !PackKeys.of(List.of(key)).has(bytes(7, 10)) && key[15] != 12);
        assertThat(PackSlip.decode(AT, two.encode(AT)).keys().runs(AT)).containsExactly(29L, 1L, 1L, 1L);
        assertThat(two.livingBytes()).isEqualTo(all.livingBytes() / 2);
        assertThat(two.keep(key -> true)).isSameAs(two);
        Pack living = pack.only(two);
        assertThat(living.rows()).extracting(ByteString::toStringUtf8).containsExactly("row 11", "row 13");
        // A slip of before a row went may tell of it.
        assertThat(living.only(all).rows()).hasSize(2);
    }
}
