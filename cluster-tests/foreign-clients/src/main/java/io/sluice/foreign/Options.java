package io.sluice.foreign;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a program was started with: {@code --queue NAME --messages N --seconds N --addresses URL,...}.
 *
 * @param queue names of its queues begin so
 * @param messages how many to send
 * @param limit when it gives up
 * @param endpoint the one node it knows
 */
public record Options(String queue, int messages, Duration limit, URI endpoint) {
    /** Reads a command line. */
    public static Options of(String[] words) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            given.put(words[i], words[i + 1]);
        }
        return new Options(
                required(given, "--queue"),
                Integer.parseInt(required(given, "--messages")),
                Duration.ofSeconds(Long.parseLong(required(given, "--seconds"))),
                Arrays.stream(required(given, "--addresses").split(","))
                        .map(URI::create)
                        .findFirst()
                        .orElseThrow());
    }

    private static String required(Map<String, String> given, String name) {
        String value = given.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
