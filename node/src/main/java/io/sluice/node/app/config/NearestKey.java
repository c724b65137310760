package io.sluice.node.app.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Says what the author of an unknown key may have meant. */
final class NearestKey {
    private NearestKey() {}

    /** A complaint about an unknown key, with the nearest valid one, or all of them when none is near. */
    static String complaint(List<String> valid, String unknown) {
        String wanted = plain(unknown);
        String nearest = valid.stream()
                .min(Comparator.comparingInt(key -> distance(wanted, plain(key))))
                .orElse("");
        int near = Math.max(2, wanted.length() / 3);
        if (!nearest.isEmpty() && distance(wanted, plain(nearest)) <= near) {
            return "unknown key; did you mean " + nearest + "?";
        }
        return "unknown key; valid here: " + String.join(", ", valid);
    }

    /** Case and separators are what people get wrong most. */
    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** How many letters must be put in, taken out or replaced (Levenshtein). */
    private static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = above[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(above[column], current[column - 1]) + 1);
            }
            above = current;
        }
        return above[right.length()];
    }
}
