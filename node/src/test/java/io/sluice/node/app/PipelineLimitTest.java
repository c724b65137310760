package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One connection holds few requests at a time, however many it has sent. */
final class PipelineLimitTest {
    private static final int REQUESTS = 800;
    private static final int REQUEST_BYTES = 8_000;
    /** What is read at once, beyond what the limit lets begin. */
    private static final int BEYOND = (64 << 10) / REQUEST_BYTES + 1;

    private static final int HELD_UP_EACH = 8;
    private static final int HELD_UP_MILLIS = 30;

    private final Queue<CompletableFuture<HttpResponse>> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean open;
    private final AtomicInteger begun = new AtomicInteger();
    private final TestFace face = TestFace.started();

    PipelineLimitTest() throws StartException {}

    @AfterEach
    void stop() {
        face.close();
    }

    /** Every request waits until the test answers it, or only the first of all does. */
    private void serve(boolean onlyTheFirstWaits) {
        face.serve((context, request) -> {
            context.clearRequestTimeout();
            int before = begun.getAndIncrement();
            if (before % HELD_UP_EACH == 0 && before < PipelineLimit.REQUESTS_MAX) {
                letMuchComeIn();
            }
            if (before > 0 && onlyTheFirstWaits) {
                return HttpResponse.of(HttpStatus.OK);
            }
            CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
            waiting.add(answer);
            if (open) {
                answer();
            }
            return HttpResponse.of(answer);
        });
    }

    /** Holds up the connection's own thread: a large socket has more than one reading brings then. */
    private static void letMuchComeIn() {
        try {
            Thread.sleep(HELD_UP_MILLIS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void answer() {
        for (CompletableFuture<HttpResponse> next = waiting.poll(); next != null; next = waiting.poll()) {
            next.complete(HttpResponse.of(HttpStatus.OK));
        }
    }

    private static void send(OutputStream out) {
        byte[] request = ("GET /?x=" + "x".repeat(REQUEST_BYTES - 29) + " HTTP/1.1\r\nHost: h\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try {
            for (int i = 0; i < REQUESTS; i++) {
                out.write(request);
            }
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** Others are served meanwhile, often enough that this connection could have been read to its end. */
    private void others() throws Exception {
        for (int i = 0; i < 100; i++) {
            face.get("/healthz");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void neitherPollsNorAnswersThatWaitForTheirTurnAreWithoutBound(boolean onlyTheFirstWaits) throws Exception {
        serve(onlyTheFirstWaits);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), face.port())) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(output(socket)));
            await().until(() -> begun.get() >= PipelineLimit.REQUESTS_MAX);
            others();

            assertThat(begun.get()).isLessThanOrEqualTo(PipelineLimit.REQUESTS_MAX + BEYOND);
            answered(socket, sent);
        }
    }

    /** Reading goes on, and all are answered in the end. */
    private void answered(Socket socket, CompletableFuture<Void> sent) throws Exception {
        open = true;
        answer();
        socket.setSoTimeout(10_000);
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[64 << 10];
        int answers = 0;
        int matched = 0;
        byte[] mark = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
        while (answers < REQUESTS) {
            int read = in.read(bytes);
            assertThat(read).isPositive();
            for (int i = 0; i < read; i++) {
                matched = bytes[i] == mark[matched] ? matched + 1 : bytes[i] == mark[0] ? 1 : 0;
                if (matched == mark.length) {
                    answers++;
                    matched = 0;
                }
            }
        }
        sent.join();
        assertThat(begun.get()).isEqualTo(REQUESTS);
    }

    private static OutputStream output(Socket socket) {
        try {
            return socket.getOutputStream();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
