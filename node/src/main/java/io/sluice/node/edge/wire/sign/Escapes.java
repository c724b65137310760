package io.sluice.node.edge.wire.sign;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent escapes as signatures have them: all but letters, digits and {@code -_.~}, in capital hex (RFC 3986). */
final class Escapes {
    private static final String HEX = "0123456789ABCDEF";

    private Escapes() {}

    /** The text of a query with every escape undone, a plus being a space; what is no escape stays. */
    static String decoded(String text) {
        return new String(bytes(text), StandardCharsets.UTF_8);
    }

    /** The text of a query escaped as signatures have it, whatever was escaped in it and how. */
    static String inOneWay(String text) {
        return encoded(bytes(text), true);
    }

    private static byte[] bytes(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(raw.length);
        int at = 0;
        while (at < raw.length) {
            int high = at + 2 < raw.length ? Character.digit(raw[at + 1], 16) : -1;
            int low = at + 2 < raw.length ? Character.digit(raw[at + 2], 16) : -1;
            if (raw[at] == '%' && high >= 0 && low >= 0) {
                plain.write((high << 4) | low);
                at += 3;
            } else {
                plain.write(raw[at] == '+' ? ' ' : raw[at]);
                at++;
            }
        }
        return plain.toByteArray();
    }

    /** The text escaped. */
    static String encoded(String text, boolean slashes) {
        return encoded(text.getBytes(StandardCharsets.UTF_8), slashes);
    }

    private static String encoded(byte[] text, boolean slashes) {
        StringBuilder escaped = new StringBuilder(text.length + 16);
        for (byte one : text) {
            char c = (char) (one & 0xff);
            boolean plain = (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_'
                    || c == '.'
                    || c == '~'
                    || (c == '/' && !slashes);
            if (plain) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return escaped.toString();
    }
}
