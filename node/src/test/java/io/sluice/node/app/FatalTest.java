package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FatalTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> events = new ArrayList<>();
    private final Fatal fatal = new Fatal(
            new PrintStream(err, true, StandardCharsets.UTF_8),
            code -> events.add("halt " + code + " after " + err.toString(StandardCharsets.UTF_8)));

    @Test
    void saysWhyBeforeItHalts() {
        fatal.broken("log of tablet 2 failed", new IllegalStateException("no space"));

        assertThat(events)
                .containsExactly("halt 70 after sluice-node: fatal: log of tablet 2 failed:"
                        + " java.lang.IllegalStateException: no space (exit 70)" + System.lineSeparator());
    }

    @Test
    void onlyTheFirstCallCounts() {
        fatal.broken("first", new IllegalStateException());
        fatal.broken("second", new IllegalStateException());

        assertThat(events).hasSize(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("first").doesNotContain("second");
    }

    @Test
    void doesNotHaltDuringAnOrderlyStop() {
        fatal.expectStop();

        fatal.broken("log closed", new IllegalStateException());

        assertThat(events).isEmpty();
    }

    @Test
    void anUncaughtErrorHaltsAndAnUncaughtExceptionDoesNot() {
        fatal.uncaught(Thread.currentThread(), new IllegalStateException("one thread less"));
        assertThat(events).isEmpty();

        fatal.uncaught(Thread.currentThread(), new AssertionError("anything may be wrong"));
        assertThat(events).hasSize(1);
    }
}
