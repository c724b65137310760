package io.sluice.node.app.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of bytes as people write it: {@code 16MB} is 16 * 1024 * 1024 bytes. */
public record DataSize(long bytes) implements Comparable<DataSize> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,12})(B|KB|MB|GB)");

    private static final long KB = 1024;
    private static final long MB = KB * KB;
    private static final long GB = MB * KB;

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is never negative, was " + bytes);
        }
    }

    /** {@code count} times 1024 * 1024 bytes. */
    public static DataSize ofMegabytes(long count) {
        return new DataSize(Math.multiplyExact(count, MB));
    }

    /**
     * Reads a whole number with its unit.
     *
     * @throws IllegalArgumentException for a missing or unknown unit, and for what no long can hold
     */
    public static DataSize parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size: write a whole number and B, KB, MB or GB, as in 16MB");
        }
        long unit = switch (matcher.group(2)) {
            case "KB" -> KB;
            case "MB" -> MB;
            case "GB" -> GB;
            default -> 1L;
        };
        try {
            return new DataSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("'" + text + "' is larger than any size can be", tooLarge);
        }
    }

    /** The amount as an int, for interfaces that take no more. */
    public int bytesAsInt() {
        return Math.toIntExact(bytes);
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The shortest text that {@link #parse} reads as this size. */
    @Override
    public String toString() {
        if (bytes != 0 && bytes % GB == 0) {
            return bytes / GB + "GB";
        }
        if (bytes != 0 && bytes % MB == 0) {
            return bytes / MB + "MB";
        }
        return bytes != 0 && bytes % KB == 0 ? bytes / KB + "KB" : bytes + "B";
    }
}
