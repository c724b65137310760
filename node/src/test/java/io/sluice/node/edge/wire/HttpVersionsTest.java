package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.stream.StreamMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 kept alive and pipelined, and HTTP/2 with prior knowledge, on one port. */
final class HttpVersionsTest {
    private static final WireFace FACE = new WireFace();

    @AfterAll
    static void close() {
        FACE.close();
    }

    private static WebClient http2(ClientFactory factory) {
        return WebClient.builder("h2c://127.0.0.1:" + FACE.port())
                .factory(factory)
                .build();
    }

    private static RequestHeaders headers(String operation) {
        return RequestHeaders.builder(HttpMethod.POST, "/")
                .contentType(MediaType.parse("application/x-amz-json-1.0"))
                .set("x-amz-target", "AmazonSQS." + operation)
                .build();
    }

    @Test
    void aQueueLivesItsLifeByHttp2WithPriorKnowledge() throws Exception {
        try (ClientFactory factory =
                ClientFactory.builder().useHttp2Preface(true).build()) {
            WebClient client = http2(factory);

            QueueLife.live("two", (operation, body) -> {
                AggregatedHttpResponse response =
                        client.execute(headers(operation), body).aggregate().join();
                assertThat(response.status().code()).as(response.contentUtf8()).isEqualTo(200);
                return response.contentUtf8();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {MemoryWire.BODY_BYTES_MAX, MemoryWire.READ_BYTES_MAX})
    void aBodyWithoutALengthIsRefusedByHttp2AsByHttp1(int bytes) {
        HttpData piece = HttpData.wrap(new byte[1 << 20]);
        List<HttpData> body = new ArrayList<>(Collections.nCopies(bytes / piece.length(), piece));
        body.add(HttpData.wrap(new byte[1]));
        try (ClientFactory factory =
                ClientFactory.builder().useHttp2Preface(true).build()) {
            WebClient client = http2(factory);

            HttpRequest tooLarge =
                    HttpRequest.of(headers("SendMessage"), StreamMessage.of(body.toArray(HttpData[]::new)));
            AggregatedHttpResponse refused =
                    client.execute(tooLarge).aggregate().join();
            AggregatedHttpResponse next =
                    client.execute(headers("ListQueues"), "{}").aggregate().join();

            assertThat(refused.contentUtf8())
                    .isEqualTo("{\"__type\":\"com.amazon.coral.service#RequestEntityTooLargeException\",\"message\":"
                            + "\"Request size exceeds " + MemoryWire.BODY_BYTES_MAX + " bytes.\"}");
            assertThat(refused.headers().get("x-amzn-requestid")).isNotNull();
            assertThat(refused.headers().get("date")).isNotNull();
            assertThat(next.status().code()).isEqualTo(200);
        }
    }

    @Test
    void requestsInOneConnectionAreAnsweredInOrder() throws Exception {
        StringBuilder requests = new StringBuilder();
        int count = 20;
        for (int i = 1; i <= count; i++) {
            String body = "Action=CreateQueue&QueueName=pipe-" + i;
            requests.append("POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n")
                    .append(i == count ? "Connection: close\r\n" : "")
                    .append("Content-Length: " + body.length() + "\r\n\r\n" + body);
        }
        String answers;
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), FACE.port())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
            answers = all(client.getInputStream());
        }

        int at = 0;
        for (int i = 1; i <= count; i++) {
            at = answers.indexOf("http://h/000000000000/pipe-" + i + "<", at);
            assertThat(at).as("answer " + i).isPositive();
        }
    }

    private static String all(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        in.transferTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
