package io.sluice.node.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.app.RawConnection.Answer;
import io.sluice.node.edge.wire.MemoryWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each bound of a request on the wire: what stands on it is done, what is a byte beyond is refused and not done. */
final class PortLimitsTest {
    private static final String VERSION = " HTTP/1.1\r\n";
    private static final String HOST = "Host: h";

    private final MemoryWire wire = new MemoryWire();
    private final TestFace face = TestFace.started();

    PortLimitsTest() throws StartException {
        face.serve(wire.endpoint());
    }

    @AfterEach
    void stop() {
        face.close();
        wire.close();
    }

    private Answer ask(String request) throws Exception {
        try (RawConnection connection = face.connect()) {
            return connection.ask(request);
        }
    }

    private boolean made(String queue) throws Exception {
        Answer answer = ask("GET /?Action=GetQueueUrl&QueueName=" + queue + VERSION + HOST + "\r\n\r\n");
        assertThat(answer.status()).isIn(200, 400);
        return answer.status() == 200;
    }

    private static String filled(String text, int bytes) {
        return filled(text, bytes, "x");
    }

    private static String filled(String text, int bytes, String with) {
        return text + with.repeat(bytes - text.getBytes(ISO_8859_1).length);
    }

    /** A call whose first line has so many bytes. */
    private static String firstLine(String queue, int bytes) {
        String version = VERSION.stripTrailing();
        return filled("GET /?Action=CreateQueue&QueueName=" + queue + "&x=", bytes - version.length()) + version
                + "\r\n" + HOST + "\r\n\r\n";
    }

    /** A call whose header fields have so many bytes together, without what ends their lines. */
    private static String headers(String queue, int bytes) {
        return "GET /?Action=CreateQueue&QueueName=" + queue + VERSION + HOST + "\r\n"
                + filled("X: ", bytes - HOST.length()) + "\r\n\r\n";
    }

    private static final String JSON = "POST /" + VERSION + HOST + "\r\nContent-Type: application/x-amz-json-1.0\r\n"
            + "X-Amz-Target: AmazonSQS.CreateQueue\r\nx-amzn-query-mode: true\r\n";

    private static String named(String queue, int bytes) {
        return filled("{\"QueueName\":\"" + queue + "\"}", bytes, " ");
    }

    /** A call whose body has so many bytes. */
    private static String body(String queue, int bytes) {
        return JSON + "Content-Length: " + bytes + "\r\n\r\n" + named(queue, bytes);
    }

    /** The same in two pieces, of which nothing says how long they are together. */
    private static String pieces(String queue, int bytes) {
        String first = named(queue, bytes - 1);
        return JSON + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(first.length()) + "\r\n" + first
                + "\r\n1\r\n \r\n0\r\n\r\n";
    }

    @Test
    void theFirstLine() throws Exception {
        assertThat(ask(firstLine("on", HttpFace.FIRST_LINE_BYTES_MAX)).status()).isEqualTo(200);
        assertThat(ask(firstLine("beyond", HttpFace.FIRST_LINE_BYTES_MAX + 1)).status())
                .isEqualTo(414);

        assertThat(made("on")).isTrue();
        assertThat(made("beyond")).isFalse();
    }

    @Test
    void theHeaderFieldsTogether() throws Exception {
        assertThat(ask(headers("on", HttpFace.HEADER_BYTES_MAX)).status()).isEqualTo(200);
        assertThat(ask(headers("beyond", HttpFace.HEADER_BYTES_MAX + 1)).status())
                .isEqualTo(431);

        assertThat(made("on")).isTrue();
        assertThat(made("beyond")).isFalse();
    }

    @Test
    void theBody() throws Exception {
        assertThat(ask(body("on", MemoryWire.BODY_BYTES_MAX)).status()).isEqualTo(200);
        Answer refused = ask(body("beyond", MemoryWire.BODY_BYTES_MAX + 1));

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.body()).contains("Request size exceeds " + MemoryWire.BODY_BYTES_MAX + " bytes.");
        assertThat(made("on")).isTrue();
        assertThat(made("beyond")).isFalse();
    }

    @Test
    void theBodyInPieces() throws Exception {
        Answer announced = ask(body("announced", MemoryWire.BODY_BYTES_MAX + 1));

        assertThat(ask(pieces("on", MemoryWire.BODY_BYTES_MAX)).status()).isEqualTo(200);
        Answer refused = ask(pieces("beyond", MemoryWire.BODY_BYTES_MAX + 1));

        assertThat(refused.status()).isEqualTo(announced.status());
        assertThat(refused.body()).isEqualTo(announced.body());
        assertThat(refused.headers().keySet()).isEqualTo(announced.headers().keySet());
        assertThat(made("on")).isTrue();
        assertThat(made("beyond")).isFalse();
    }
}
