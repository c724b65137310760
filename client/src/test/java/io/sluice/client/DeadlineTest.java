package io.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.fake.FakeCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A black hole accepts connections, as a stopped process does, and never says anything. */
@Timeout(60)
final class DeadlineTest {
    @Test
    void givesUpAtTheDeadlineWhenNothingAnswers() throws IOException {
        try (ServerSocket blackHole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SluiceClient client = SluiceClient.builder(address(blackHole))
                        .attemptTimeout(Duration.ofMillis(200))
                        .callTimeout(Duration.ofMillis(900))
                        .build()) {
            long beganNanos = System.nanoTime();

            assertThatThrownBy(() -> client.queues().queueUrl("q")).isInstanceOf(SluiceException.TimedOut.class);

            long tookMillis = (System.nanoTime() - beganNanos) / 1_000_000;
            assertThat(tookMillis).isBetween(300L, 2000L);
        }
    }

    @Test
    void aFutureCompletesAtTheDeadlineToo() throws IOException {
        try (ServerSocket blackHole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SluiceClient client = SluiceClient.builder(address(blackHole))
                        .callTimeout(Duration.ofMillis(300))
                        .build()) {
            CompletableFuture<String> url = client.queues().async().queueUrl("q");

            assertThatThrownBy(url::join).hasCauseInstanceOf(SluiceException.TimedOut.class);
        }
    }

    @Test
    void leavesABlackHoleForALiveNode() throws IOException {
        try (ServerSocket blackHole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                FakeCluster cluster = FakeCluster.start(1);
                SluiceClient client = SluiceClient.builder(
                                address(blackHole), cluster.node(1).address())
                        .attemptTimeout(Duration.ofMillis(300))
                        .badFor(Duration.ofSeconds(30))
                        .build()) {
            client.queues().createQueue("q");
            client.queues().send("q", OutgoingMessage.of("a"));
            long beganNanos = System.nanoTime();

            // By now the black hole was met once and is avoided.
            for (int i = 0; i < 20; i++) {
                client.queues().send("q", OutgoingMessage.of("b"));
            }

            assertThat((System.nanoTime() - beganNanos) / 1_000_000).isLessThan(2000);
            assertThat(cluster.size("q")).isEqualTo(21);
        }
    }

    @Test
    void anInterruptedCallerIsLetGo() throws Exception {
        try (ServerSocket blackHole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SluiceClient client = SluiceClient.builder(address(blackHole)).build()) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    client.queues().queueUrl("q");
                } catch (SluiceException e) {
                    outcome.complete(e);
                }
            });
            caller.start();

            caller.interrupt();

            assertThat(outcome.get()).isInstanceOf(SluiceException.Closed.class);
        }
    }

    private static String address(ServerSocket socket) {
        return "127.0.0.1:" + socket.getLocalPort();
    }
}
