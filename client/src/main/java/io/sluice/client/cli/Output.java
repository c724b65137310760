package io.sluice.client.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Prints results. No colour anywhere, so that it reads the same in a file. */
final class Output {
    private final Format format;
    private final PrintWriter out;

    /** For whom to print. */
    enum Format {
        /** For people. */
        TABLE,
        /** For scripts; keys and their meaning stay. */
        JSON
    }

    Output(Format format, PrintWriter out) {
        this.format = format;
        this.out = out;
    }

    boolean json() {
        return format == Format.JSON;
    }

    /** Prints the object for scripts or the text for people. */
    void print(Supplier<Map<String, Object>> object, Supplier<String> text) {
        if (json()) {
            object(object.get());
        } else {
            text(text.get());
        }
    }

    void object(Map<String, Object> object) {
        try {
            out.println(new ObjectMapper().writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists, texts and numbers are always JSON", e);
        }
    }

    void text(String text) {
        if (!text.isEmpty()) {
            out.println(text);
        }
    }

    /** A row of a table of measures. */
    static List<String> measure(String name, String format, Object value) {
        return List.of(name, String.format(Locale.ROOT, format, value));
    }

    /** Columns as wide as they must be, two spaces apart; the head is in capitals. */
    static String table(List<String> head, List<List<String>> rows) {
        int[] widths = head.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        line(table, head, widths);
        for (List<String> row : rows) {
            table.append('\n');
            line(table, row, widths);
        }
        return table.toString();
    }

    private static void line(StringBuilder table, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i));
            line.append(" ".repeat(widths[i] - cells.get(i).length() + 2));
        }
        table.append(line.toString().stripTrailing());
    }

    /** The last part of a queue's URL. */
    static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
