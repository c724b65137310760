package io.sluice.node.edge.queue;

/** Says which texts a message may have: those of the characters that XML 1.0 allows. */
final class MessageText {
    private static final byte NONCHARACTER_LEAD = (byte) 0xEF;
    private static final byte NONCHARACTER_MIDDLE = (byte) 0xBF;
    private static final byte NONCHARACTER_LAST = (byte) 0xBE;

    private MessageText() {}

    /**
     * True when every character is one of {@code #x9 #xA #xD #x20-#xD7FF #xE000-#xFFFD
     * #x10000-#x10FFFF}. In valid UTF-8 the only others are control characters, which are one byte,
     * and U+FFFE and U+FFFF, which are {@code EF BF BE} and {@code EF BF BF}.
     */
    static boolean isLegal(byte[] utf8) {
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if (b >= ' ') {
                continue;
            }
            if (b >= 0 ? b != '\t' && b != '\n' && b != '\r' : isNoncharacter(utf8, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNoncharacter(byte[] utf8, int at) {
        return utf8[at] == NONCHARACTER_LEAD
                && at + 2 < utf8.length
                && utf8[at + 1] == NONCHARACTER_MIDDLE
                && utf8[at + 2] >= NONCHARACTER_LAST;
    }
}
