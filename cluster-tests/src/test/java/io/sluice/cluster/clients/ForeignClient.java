package io.sluice.cluster.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.client.AccessCredentials;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A client in another language. It sends, receives and deletes, says on its output how far it is, and
 * counts at the end what was lost.
 *
 * @param language for people
 * @param command the program and the arguments that all runs share
 * @param environment what it needs beside the test's own environment
 */
record ForeignClient(String language, List<String> command, Map<String, String> environment) {
    private static final int MESSAGES = 300;
    private static final int LINES_MAX = 10_000;
    private static final int SECONDS_MAX = 90;

    /** What to do when the client says how far it is. */
    @FunctionalInterface
    interface Events {
        void on(String event);
    }

    /** The same with an access key, where the SDKs of AWS look for one and where our programs do. */
    ForeignClient with(AccessCredentials key) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put("AWS_ACCESS_KEY_ID", key.keyId());
        more.put("AWS_SECRET_ACCESS_KEY", key.secret());
        more.put("SLUICE_CREDENTIALS", key.keyId() + ":" + key.secret());
        return new ForeignClient(language, command, Map.copyOf(more));
    }

    /** Runs it on a new queue over gRPC to its end; nothing may be lost or invented. */
    void run(String queue, List<Endpoint> endpoints, Events events) throws IOException, InterruptedException {
        List<String> words = List.of("--service-config", serviceConfig().toString());
        follow(queue, endpoints.stream().map(Endpoint::address).toList(), words, events);
    }

    /** The same over AWS's wire. */
    void runOverHttp(String queue, Cluster cluster, Events events) throws IOException, InterruptedException {
        runOverHttp(queue, cluster.nodes().stream().map(cluster::httpAddress).toList(), events);
    }

    /** The same, knowing these addresses only. */
    void runOverHttp(String queue, List<String> addresses, Events events) throws IOException, InterruptedException {
        follow(queue, addresses, List.of(), events);
    }

    private void follow(String queue, List<String> addresses, List<String> further, Events events)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("--queue", queue, "--messages", Integer.toString(MESSAGES)));
        words.addAll(List.of("--seconds", Integer.toString(SECONDS_MAX)));
        words.addAll(List.of("--addresses", String.join(",", addresses)));
        words.addAll(further);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            List<String> lines = follow(process, events);
            boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);

            assertThat(ended && process.exitValue() == 0)
                    .as("%s client ends well; it said %s", language, lines)
                    .isTrue();
            JsonNode counts = new ObjectMapper().readTree(lines.get(lines.size() - 1));
            System.out.println(language + ": " + counts);
            assertThat(counts.path("sent").asInt()).as("sent").isEqualTo(MESSAGES);
            assertThat(counts.path("received").asInt()).as("received").isEqualTo(MESSAGES);
            assertThat(counts.path("lost").asInt(MESSAGES)).as("lost").isZero();
            assertThat(counts.path("invented").asInt(MESSAGES)).as("invented").isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> follow(Process process, Events events) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = reader.readLine(); line != null && lines.size() < LINES_MAX; line = reader.readLine()) {
                lines.add(line);
                if (line.contains("\"event\"")) {
                    events.on(new ObjectMapper().readTree(line).path("event").asText());
                }
            }
        }
        return lines;
    }

    /** The directory of this module. */
    static Path root() {
        return Path.of(Objects.requireNonNull(System.getProperty("sluice.root"), "sluice.root"))
                .resolve("cluster-tests");
    }

    /** The service config that is shipped for stock clients; it alone makes them fail over. */
    private static Path serviceConfig() {
        return root().resolveSibling("client").resolve("src/main/resources/io/sluice/client/service-config.json");
    }

    /** The directory of the contracts. */
    static Path protos() {
        return root().resolveSibling("proto").resolve("src/main/proto");
    }

    /** Skips the test for want of a tool; where CI is true it fails, for there everything is installed. */
    static void missing(String what, String remedy) {
        String text = what + " is missing. Install it with: " + remedy;
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            Assertions.fail(text);
        }
        Assumptions.abort(text);
    }

    static Path emptyDirectory(String name) throws IOException {
        return Files.createDirectories(Path.of("target", name).toAbsolutePath());
    }
}
