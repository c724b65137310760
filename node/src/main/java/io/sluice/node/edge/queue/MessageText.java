package io.sluice.node.edge.queue;

/** Says which texts a message may have: those of the characters that XML 1.0 allows. */
final class MessageText {
    private static final char NONCHARACTER_FIRST = '\uFFFE';

    private MessageText() {}

    /**
     * True when every character is one of {@code #x9 #xA #xD #x20-#xD7FF #xE000-#xFFFD #x10000-#x10FFFF}. Half of
     * a pair of surrogates is none: JSON can escape it, no encoding can write it, and it would be kept as a question
     * mark.
     */
    static boolean isLegal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' ? c != '\t' && c != '\n' && c != '\r' : c >= NONCHARACTER_FIRST) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isSurrogatePair(c, text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
