package io.sluice.client.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Commands of the user's, in words for bash. */
final class Shell {
    /** Longer than the launcher gives a node to start, so that its own words about it are heard. */
    static final Duration TIME_MAX = Duration.ofSeconds(90);

    private static final int OUTPUT_BYTES_MAX = 1 << 16;

    private Shell() {}

    /** Runs a command to its end; tells what went wrong, with the last line that it printed, if anything did. */
    static Optional<String> trouble(String command) throws InterruptedException {
        try {
            // Not a pipe: a node that the command leaves running would hold it open.
            Path output = Files.createTempFile("sluice-command", ".log");
            try {
                return trouble(command, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            return Optional.of("'" + command + "' cannot be run: " + e.getMessage());
        }
    }

    private static Optional<String> trouble(String command, Path output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(TIME_MAX.toSeconds(), TimeUnit.SECONDS)) {
            process.destroy();
            return Optional.of("'" + command + "' takes longer than " + TIME_MAX.toSeconds() + " s");
        }
        if (process.exitValue() == 0) {
            return Optional.empty();
        }
        String said = lastLine(output);
        return Optional.of("'" + command + "' ended with " + process.exitValue() + (said.isEmpty() ? "" : ": " + said));
    }

    private static String lastLine(Path output) throws IOException {
        if (Files.size(output) > OUTPUT_BYTES_MAX) {
            return "";
        }
        List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    }
}
