package io.sluice.node.golden;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.state.queue.QueueTables;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One line of a script: a verb and its named values. */
record Words(String verb, Map<String, String> values) {
    static Words of(String text) {
        List<String> words = Arrays.asList(text.trim().split(" +"));
        SortedMap<String, String> values = new TreeMap<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            values.put(equals < 0 ? word : word.substring(0, equals), equals < 0 ? "" : word.substring(equals + 1));
        }
        return new Words(words.get(0), values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(verb + " needs " + name + "="));
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    List<String> list(String name) {
        String text = text(name);
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
    }

    int number(String name, int otherwise) {
        return find(name).map(Integer::parseInt).orElse(otherwise);
    }

    Optional<Long> millis(String name) {
        return find(name).map(Words::duration);
    }

    /** Names with a capital are attributes, as AWS has them. */
    SortedMap<String, String> attributes() {
        SortedMap<String, String> attributes = new TreeMap<>();
        values.forEach((name, value) -> {
            if (Character.isUpperCase(name.charAt(0))) {
                attributes.put(name, value);
            }
        });
        return attributes;
    }

    SortedMap<String, String> tags() {
        SortedMap<String, String> tags = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith("tag:")) {
                tags.put(name.substring(4), value);
            }
        });
        return tags;
    }

    List<Receipt> receipts() {
        return list("receipt").stream().map(Words::receipt).toList();
    }

    private static Receipt receipt(String text) {
        String[] parts = text.split("/");
        return new Receipt(sequence(parts[0]), Long.parseLong(parts[1]));
    }

    /** Milliseconds of such as {@code 1.5s} and {@code 12h}. */
    static long duration(String text) {
        long unitMillis = text.endsWith("h") ? 3_600_000 : 1_000;
        return new BigDecimal(text.substring(0, text.length() - 1))
                .multiply(BigDecimal.valueOf(unitMillis))
                .longValueExact();
    }

    static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString() + "s";
    }

    /** Sequences of messages that were delayed at first are written with a d, of those that arrived with an a. */
    static String sequence(long sequence) {
        return sequence < 0
                ? "d" + (sequence ^ QueueTables.DELAYED_SPACE)
                : QueueTables.arrived(sequence)
                        ? "a" + (sequence ^ QueueTables.ARRIVED_SPACE)
                        : Long.toString(sequence);
    }

    static long sequence(String text) {
        if (text.startsWith("a")) {
            return Long.parseLong(text.substring(1)) | QueueTables.ARRIVED_SPACE;
        }
        return text.startsWith("d")
                ? Long.parseLong(text.substring(1)) | QueueTables.DELAYED_SPACE
                : Long.parseLong(text);
    }

    static Bytes bytes(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(Bytes bytes) {
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }
}
