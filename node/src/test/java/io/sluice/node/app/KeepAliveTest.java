package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.app.RawConnection.Answer;
import io.sluice.node.edge.wire.MemoryWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection of HTTP/1.1 serves call after call, whatever the answers, until nobody can tell where a call ends. */
final class KeepAliveTest {
    private static final int CALLS = 200;
    private static final String HOST = " HTTP/1.1\r\nHost: h\r\n";

    private final MemoryWire wire = new MemoryWire();
    private final TestFace face = TestFace.started();

    KeepAliveTest() throws StartException {
        face.serve(wire.endpoint());
    }

    @BeforeEach
    void aQueueIsThere() throws Exception {
        try (RawConnection connection = face.connect()) {
            assertThat(connection.ask(create("there")).status()).isEqualTo(200);
        }
    }

    @AfterEach
    void stop() {
        face.close();
        wire.close();
    }

    private static String get(String query, String headers) {
        return "GET /?" + query + HOST + headers + "\r\n";
    }

    private static String create(String name) {
        return get("Action=CreateQueue&QueueName=" + name, "");
    }

    private static String find(String name) {
        return get("Action=GetQueueUrl&QueueName=" + name, "");
    }

    private static String send(String headers, String body) {
        return "POST /" + HOST + "Content-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AmazonSQS.SendMessage\r\n"
                + headers + "\r\n" + body;
    }

    private static void assertUsable(RawConnection connection) throws Exception {
        Answer answer = connection.ask(find("there"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("http://h/000000000000/there");
    }

    /** Asks on another connection. */
    private void assertNotMade(String name) throws Exception {
        try (RawConnection other = face.connect()) {
            assertThat(other.ask(find(name)).body()).contains("NonExistentQueue");
        }
    }

    @Test
    void oneConnectionServesCallAfterCall() throws Exception {
        try (RawConnection connection = face.connect()) {
            for (int i = 0; i < CALLS; i++) {
                Answer answer = connection.ask(create("kept-" + i));

                assertThat(answer.body()).contains("/kept-" + i + "<");
                assertThat(answer.header("connection")).isEmpty();
            }
        }
    }

    @Test
    void itEndsAfterTheAnswerWhenItsClientSaysSo() throws Exception {
        try (RawConnection connection = face.connect()) {
            Answer answer = connection.ask(get("Action=ListQueues", "Connection: close\r\n"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("connection")).hasValue("close");
            assertThat(connection.ends()).isTrue();
        }
    }

    @Test
    void aRefusalOfACallLeavesItUsable() throws Exception {
        try (RawConnection connection = face.connect()) {
            assertThat(connection.ask(find("nowhere")).status()).isEqualTo(400);
            assertUsable(connection);
            assertThat(connection
                            .ask(get("Action=ListQueues", "Origin: http://evil.example\r\n"))
                            .status())
                    .isEqualTo(403);
            assertUsable(connection);
            assertThat(connection.ask("GET /000000000000/there" + HOST + "\r\n").status())
                    .isEqualTo(404);
            assertUsable(connection);
            assertThat(connection.ask(send("Content-Length: 5\r\n", "{\"Que")).body())
                    .contains("SerializationException");
            assertUsable(connection);
        }
    }

    @Test
    void aBodyThatIsTooLargeButComesAsAnnouncedLeavesItUsable() throws Exception {
        int length = MemoryWire.BODY_BYTES_MAX + 1;
        try (RawConnection connection = face.connect()) {
            Answer answer = connection.ask(send("Content-Length: " + length + "\r\n", " ".repeat(length)));

            assertThat(answer.body()).contains("RequestEntityTooLargeException");
            assertThat(answer.header("connection")).isEmpty();
            assertUsable(connection);
        }
    }

    @Test
    void aBodyOutOfAllProportionIsNotWaitedFor() throws Exception {
        try (RawConnection connection = face.connect()) {
            Answer answer = connection.ask(send("Content-Length: 900000000\r\n", ""));

            assertThat(answer.body()).contains("RequestEntityTooLargeException");
            assertThat(answer.header("connection")).hasValue("close");
            assertThat(connection.ends()).isTrue();
        }
    }

    /** Writes so many pieces, of a mebibyte each, of a body that may have no more than a few of them. */
    private static void writePieces(RawConnection connection, int count) throws Exception {
        int bytes = 1 << 20;
        String piece = Integer.toHexString(bytes) + "\r\n" + " ".repeat(bytes) + "\r\n";
        connection.write(send("Transfer-Encoding: chunked\r\n", ""));
        for (int i = 0; i < count; i++) {
            connection.write(piece);
        }
    }

    @Test
    void aBodyInPiecesThatIsTooLargeLeavesItUsableWhereItEnds() throws Exception {
        try (RawConnection connection = face.connect()) {
            writePieces(connection, MemoryWire.BODY_BYTES_MAX >> 20);
            Answer answer = connection.ask("1\r\n \r\n0\r\n\r\n");

            assertThat(answer.body()).contains("RequestEntityTooLargeException");
            assertThat(answer.header("connection")).isEmpty();
            assertUsable(connection);
        }
    }

    @Test
    void aBodyInPiecesThatGrowsOutOfAllProportionEndsIt() throws Exception {
        try (RawConnection connection = face.connect()) {
            writePieces(connection, MemoryWire.READ_BYTES_MAX >> 20);
            Answer answer = connection.ask("1\r\n \r\n"); // and it does not end there

            assertThat(answer.body()).contains("RequestEntityTooLargeException");
            assertThat(answer.header("connection")).hasValue("close");
            assertThat(connection.ends()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET /\r\nHost: h\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -5\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "GET / HTTP/1.1\r\nHost: h\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nBad\u0001Name: x\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n"
            })
    void nothingThatFollowsWhatIsNotHttpIsServed(String request) throws Exception {
        try (RawConnection connection = face.connect()) {
            Answer answer = connection.ask(request + create("smuggled"));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("x-amzn-requestid")).isPresent();
            assertThat(connection.ends()).isTrue();
        }
        assertNotMade("smuggled");
    }
}
