package io.sluice.node.leader;

import java.util.List;
import java.util.Locale;

/** One field of a cron expression: what it may say, and the numbers that it means as a set of bits. */
enum CronField {
    MINUTE("minute", 0, 59, List.of()),
    HOUR("hour", 0, 23, List.of()),
    DAY("day of month", 1, 31, List.of()),
    MONTH("month", 1, 12, List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
    /** Sunday is 0, and 7 too. */
    WEEKDAY("day of week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

    private static final int SUNDAY = 7;

    private final String title;
    private final int least;
    private final int greatest;

    @SuppressWarnings("ImmutableEnumChecker") // it is: List.of
    private final List<String> names;

    CronField(String title, int least, int greatest, List<String> names) {
        this.title = title;
        this.least = least;
        this.greatest = greatest;
        this.names = names;
    }

    /** The numbers of a list of ranges with steps. */
    long read(String text) {
        long set = 0;
        for (String part : text.split(",", -1)) {
            set |= part(part);
        }
        return this == WEEKDAY && ((set >>> SUNDAY) & 1) != 0 ? (set | 1) & ~(1L << SUNDAY) : set;
    }

    private long part(String text) {
        String[] halves = text.split("/", -1);
        if (halves.length > 2) {
            throw wrong(text);
        }
        int step = halves.length == 2 ? number(halves[1], 1, greatest + 1, text) : 1;
        String[] ends = halves[0].split("-", -1);
        int from;
        int to;
        if (halves[0].equals("*")) {
            from = least;
            to = this == WEEKDAY ? SUNDAY - 1 : greatest;
        } else if (ends.length <= 2) {
            from = named(ends[0], text);
            // A single number with a step goes on to the end, as in Vixie cron.
            to = ends.length == 2 ? named(ends[1], text) : halves.length == 2 ? greatest : from;
        } else {
            throw wrong(text);
        }
        if (from > to) {
            throw wrong(text);
        }
        long set = 0;
        for (int number = from; number <= to; number += step) {
            set |= 1L << number;
        }
        return set;
    }

    private int named(String word, String text) {
        int name = names.indexOf(word.toUpperCase(Locale.ROOT));
        return name >= 0 ? name + (this == MONTH ? 1 : 0) : number(word, least, greatest, text);
    }

    private int number(String word, int from, int to, String text) {
        if (word.isEmpty() || word.length() > 2 || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw wrong(text);
        }
        int number = Integer.parseInt(word);
        if (number < from || number > to) {
            throw wrong(text);
        }
        return number;
    }

    private IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("the " + title + " cannot be '" + text + "': it is *, numbers from " + least
                + " to " + greatest + ", ranges such as " + least + "-" + greatest + ", lists of these, each with a"
                + " step such as */2");
    }
}
