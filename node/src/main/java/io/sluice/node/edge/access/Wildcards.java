package io.sluice.node.edge.access;

/**
 * Patterns as AWS's policies have them: {@code *} stands for any characters, none among them, and {@code ?} for one.
 * No expression of the language is made of them, so nothing that a user writes can be one.
 */
final class Wildcards {
    private Wildcards() {}

    /** Whether a text is such as the pattern says; in time that is the product of both lengths at most. */
    static boolean match(String pattern, String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = in++;
                resume = at;
            } else if (in < pattern.length() && (pattern.charAt(in) == '?' || pattern.charAt(in) == text.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                // The last star takes one character more; stars before it need not, whatever they took.
                in = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }
}
