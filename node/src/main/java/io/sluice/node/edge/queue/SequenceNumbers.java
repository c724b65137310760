package io.sluice.node.edge.queue;

/**
 * Sequence numbers of FIFO queues as users see them: 20 decimal digits, as AWS prints them, rising in each
 * queue and so in each of its groups, whether compared as numbers or as texts.
 */
final class SequenceNumbers {
    private static final int DIGITS = 20;

    private SequenceNumbers() {}

    static String of(long sequence) {
        String digits = Long.toUnsignedString(sequence);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }
}
