package io.sluice.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short commands of the operating system. */
public final class Commands {
    private static final long SECONDS_MAX = 60;

    private Commands() {}

    /** What a command printed and how it ended. */
    public record Result(int exitCode, String output) {}

    /** Runs a command that must succeed and returns what it printed. */
    public static String run(String... command) {
        Result result = attempt(command);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(List.of(command) + " ended with " + result);
        }
        return result.output();
    }

    /** Runs a command; one that is not installed ends with 127. */
    public static Result attempt(String... command) {
        return attempt(new ProcessBuilder(command));
    }

    /** The same in an environment and a directory of its own. */
    static Result attempt(ProcessBuilder command) {
        try {
            Process process = command.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command.command() + " took more than " + SECONDS_MAX + " s");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            return new Result(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted in " + command.command(), e));
        }
    }
}
