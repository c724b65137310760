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
        return text + "x".repeat(bytes - text.getBytes(ISO_8859_1).length);
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

    /** A call whose body has so many bytes. */
    private static String body(String queue, int bytes) {
        String said = "{\"QueueName\":\"" + queue + "\"}";
        return "POST /" + VERSION + HOST + "\r\nContent-Type: application/x-amz-json-1.0\r\n"
                + "X-Amz-Target: AmazonSQS.CreateQueue\r\nx-amzn-query-mode: true\r\nContent-Length: " + bytes
                + "\r\n\r\n" + said + " ".repeat(bytes - said.length());
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
}
