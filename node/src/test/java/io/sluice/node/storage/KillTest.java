package io.sluice.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process killed while it writes leaves whole entries, and all that it said was flushed. */
class KillTest {
    private static final int ROUNDS = 8;
    private static final int LINES_MAX = 50;

    @TempDir
    Path dir;

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void aKilledProcessLeavesWholeEntries() throws IOException, InterruptedException {
        Random random = new Random(7);
        Path rows = dir.resolve("rows");
        long before = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long flushed = Math.max(before, writeAndKill(rows, 1 + random.nextInt(LINES_MAX), random.nextInt(40)));
            try (StoreEngine engine = new StoreEngine(Samples.small());
                    RocksStore store = RocksStore.open(engine, rows, Samples.ALL)) {
                assertThat(store.read(Writer::contradiction)).isEmpty();
                long applied = store.read(Writer::applied);
                assertThat(applied).isGreaterThanOrEqualTo(flushed);
                before = applied;
            }
        }
        assertThat(before).isPositive();
    }

    /** Returns the last entry that the process said was flushed, or 0. */
    private static long writeAndKill(Path rows, int lines, int millisAfter) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        rows.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long flushed = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < lines; i++) {
                flushed = last(out.readLine(), flushed);
            }
            // Not waiting for anything: the point of the kill is to be anywhere between two flushes.
            writer.waitFor(millisAfter, TimeUnit.MILLISECONDS);
            // Through its handle, which leaves its last words readable.
            writer.toHandle().destroyForcibly();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                flushed = last(line, flushed);
            }
        }
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return flushed;
    }

    private static long last(String line, long flushed) {
        assertThat(line).as("the writer lives until it is killed").isNotNull();
        return line.startsWith("flushed ") ? Long.parseLong(line.substring("flushed ".length())) : flushed;
    }
}
