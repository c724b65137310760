package io.sluice.node.edge.access;

import io.netty.util.NetUtil;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ranges of addresses, {@code 10.0.0.0/8} or {@code fd00::/8}; without a length one address. No name is asked for. */
final class AddressRange {
    private static final int MAPPED_BYTES = 12;
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;

    private AddressRange() {}

    /** Whether an address is within a range; empty when either is none. */
    static Optional<Boolean> fits(String address, String range) {
        int slash = range.indexOf('/');
        byte[] whole = bytes(slash < 0 ? range : range.substring(0, slash));
        byte[] one = bytes(address);
        if (whole == null || one == null) {
            return Optional.empty();
        }
        int length = whole.length * 8;
        if (slash >= 0) {
            String given = range.substring(slash + 1);
            if (!given.matches("[0-9]{1,3}") || Integer.parseInt(given) > length) {
                return Optional.empty();
            }
            length = Integer.parseInt(given);
        }
        return Optional.of(one.length == whole.length && sharesBits(one, whole, length));
    }

    private static boolean sharesBits(byte[] one, byte[] other, int bits) {
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((one[bit >> 3] & mask) != (other[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Bytes of a literal; one of version 4 within version 6 is of version 4. */
    private static byte @Nullable [] bytes(String literal) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(literal);
        if (bytes == null || bytes.length != V6_BYTES) {
            return bytes;
        }
        for (int i = 0; i < MAPPED_BYTES; i++) {
            if (bytes[i] != (i < MAPPED_BYTES - 2 ? 0 : (byte) 0xff)) {
                return bytes;
            }
        }
        byte[] mapped = new byte[V4_BYTES];
        System.arraycopy(bytes, MAPPED_BYTES, mapped, 0, V4_BYTES);
        return mapped;
    }
}
