package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StopOrderTest {
    private final StopOrder order = new StopOrder();
    private final List<String> stopped = new CopyOnWriteArrayList<>();

    @Test
    void stopsTheLastStartedFirst() {
        order.add("storage", () -> stopped.add("storage"));
        order.add("raft", () -> stopped.add("raft"));
        order.add("edge", () -> stopped.add("edge"));

        boolean well = order.stop(Duration.ofSeconds(10));

        assertThat(well).isTrue();
        assertThat(stopped).containsExactly("edge", "raft", "storage");
    }

    @Test
    void aStepThatFailsOrHangsDoesNotKeepTheRestFromStopping() {
        order.add("storage", () -> stopped.add("storage"));
        order.add("raft", () -> {
            throw new IOException("already gone");
        });
        order.add("edge", () -> new CountDownLatch(1).await());

        boolean well = order.stop(Duration.ofMillis(500));

        assertThat(well).isFalse();
        assertThat(stopped).containsExactly("storage");
    }

    @Test
    void theSecondStopDoesNothing() {
        order.add("edge", () -> stopped.add("edge"));

        order.stop(Duration.ofSeconds(10));
        order.stop(Duration.ofSeconds(10));

        assertThat(stopped).containsExactly("edge");
    }

    @Test
    void whatStartsDuringTheStopIsStoppedAtOnce() {
        order.stop(Duration.ofSeconds(10));

        assertThatThrownBy(() -> order.add("edge", () -> stopped.add("edge")))
                .isInstanceOf(CancellationException.class);
        assertThat(stopped).containsExactly("edge");
    }
}
