package io.sluice.node.edge.queue;

import java.math.BigDecimal;

/** Says which texts are numbers: at most 38 digits, nearer to zero than 10^126, not nearer than 10^-128. */
final class AttributeNumbers {
    private static final int DIGITS_MAX = 38;
    private static final int EXPONENT_MAX = 126;
    private static final int EXPONENT_MIN = -128;
    /** A number of 38 digits at either end of the range, written out in full, is shorter. */
    private static final int CHARS_MAX = 256;

    private AttributeNumbers() {}

    static boolean isNumber(String text) {
        if (text.length() > CHARS_MAX) {
            return false;
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            // Not a number: the caller is told so.
            return false;
        }
        if (number.signum() == 0) {
            return true;
        }
        BigDecimal shortest = number.stripTrailingZeros();
        long exponent = (long) shortest.precision() - shortest.scale() - 1;
        boolean within =
                exponent < EXPONENT_MAX || (exponent == EXPONENT_MAX && shortest.precision() == 1 && isOne(shortest));
        return shortest.precision() <= DIGITS_MAX && exponent >= EXPONENT_MIN && within;
    }

    private static boolean isOne(BigDecimal number) {
        return number.unscaledValue().abs().intValueExact() == 1;
    }
}
