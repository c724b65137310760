package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** awsJson 1.0, as SQS speaks it. */
final class JsonFaceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final WireFace FACE = new WireFace();

    @AfterAll
    static void close() {
        FACE.close();
    }

    @Test
    void aMessageLivesItsLife() throws Exception {
        String url = create("orders");
        JsonNode sent = ok("SendMessage", "{\"QueueUrl\":\"%s\",\"MessageBody\":\"h\u00e9llo \ud83d\ude00\"}", url);
        JsonNode message = ok("ReceiveMessage", "{\"QueueUrl\":\"%s\",\"AttributeNames\":[\"All\"]}", url)
                .path("Messages")
                .path(0);

        assertThat(message.path("Body").asText()).isEqualTo("h\u00e9llo \ud83d\ude00");
        assertThat(message.path("MessageId")).isEqualTo(sent.path("MessageId"));
        assertThat(message.path("MD5OfBody")).isEqualTo(sent.path("MD5OfMessageBody"));
        assertThat(message.path("Attributes").path("ApproximateReceiveCount").asText())
                .isEqualTo("1");
        assertThat(message.has("MessageAttributes")).isFalse();
        assertThat(ok(
                        "DeleteMessage",
                        "{\"QueueUrl\":\"%s\",\"ReceiptHandle\":" + message.path("ReceiptHandle") + "}",
                        url))
                .isEmpty();
    }

    @Test
    void anAttributeOfBytesKeepsThem() throws Exception {
        String url = create("bytes");
        ok(
                "SendMessage",
                "{\"QueueUrl\":\"%s\",\"MessageBody\":\"b\",\"MessageAttributes\":{\"k\":{\"DataType\":\"Binary\","
                        + "\"BinaryValue\":\"AAH/\"}}}",
                url);
        JsonNode message = ok("ReceiveMessage", "{\"QueueUrl\":\"%s\",\"MessageAttributeNames\":[\"All\"]}", url)
                .path("Messages")
                .path(0);

        assertThat(message.path("MessageAttributes"))
                .isEqualTo(JSON.readTree("{\"k\":{\"BinaryValue\":\"AAH/\",\"DataType\":\"Binary\"}}"));
    }

    @Test
    void whatIsEmptyIsAbsent() throws Exception {
        String url = create("empty");

        assertThat(ok("ReceiveMessage", "{\"QueueUrl\":\"%s\"}", url)).isEmpty();
        assertThat(ok("ListQueueTags", "{\"QueueUrl\":\"%s\"}", url)).isEmpty();
        assertThat(ok("GetQueueAttributes", "{\"QueueUrl\":\"%s\"}", url)).isEmpty();
        assertThat(ok("ListQueues", "{\"QueueNamePrefix\":\"nothing\"}", url)).isEmpty();
    }

    @Test
    void aBatchTellsOfEachEntryAndAnEntrysFaultIsAFlag() throws Exception {
        String url = create("batch");
        JsonNode result = ok(
                "SendMessageBatch",
                "{\"QueueUrl\":\"%s\",\"Entries\":[{\"Id\":\"a\",\"MessageBody\":\"x\"},"
                        + "{\"Id\":\"b\",\"MessageBody\":\"\\u0001\"}]}",
                url);

        assertThat(result.path("Successful").path(0).path("Id").asText()).isEqualTo("a");
        assertThat(result.path("Failed").path(0).path("SenderFault").isBoolean())
                .isTrue();
        assertThat(result.path("Failed").path(0).path("Code").asText()).isEqualTo("InvalidMessageContents");
        JsonNode whole =
                ok("SendMessageBatch", "{\"QueueUrl\":\"%s\",\"Entries\":[{\"Id\":\"a\",\"MessageBody\":\"x\"}]}", url);
        assertThat(whole.has("Failed")).isFalse();
    }

    @Test
    void queueUrlsBeginWhereTheCallerHasReachedTheNode() throws Exception {
        assertThat(create("here")).isEqualTo(FACE.origin() + "/000000000000/here");
        assertThat(ok("ListQueues", "{\"QueueNamePrefix\":\"here\"}", "")
                        .path("QueueUrls")
                        .path(0)
                        .asText())
                .isEqualTo(FACE.origin() + "/000000000000/here");
    }

    @Test
    void anErrorHasTypeTextStatusAndTheCodeOfTheQueryProtocol() throws Exception {
        HttpResponse<String> response = FACE.json("GetQueueUrl", "{\"QueueName\":\"nowhere\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("x-amzn-query-error"))
                .hasValue("AWS.SimpleQueueService.NonExistentQueue;Sender");
        assertThat(response.headers().firstValue("content-type")).hasValue("application/x-amz-json-1.0");
        assertThat(response.headers().firstValue("date")).isPresent();
        assertThat(UUID.fromString(
                        response.headers().firstValue("x-amzn-RequestId").orElseThrow()))
                .isNotNull();
        assertThat(response.body())
                .isEqualTo("{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\",\"message\":\"The specified queue does"
                        + " not exist.\"}");
    }

    @Test
    void errorsThatNoModelHasAreNamedAsTheFrameworkDoes() throws Exception {
        String url = create("unmodelled");

        assertError(
                FACE.json("SendMessage", "{\"QueueUrl\":\"" + url + "\"}"),
                400,
                "com.amazon.coral.service#MissingRequiredParameterException",
                "MissingParameter;Sender",
                "The request must contain the parameter MessageBody.");
        assertError(
                FACE.json("ReceiveMessage", "{\"QueueUrl\":\"" + url + "\",\"MaxNumberOfMessages\":11}"),
                400,
                "com.amazon.coral.service#InvalidParameterValueException",
                "InvalidParameterValue;Sender",
                "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if"
                        + " provided.");
        assertError(
                FACE.json("DeleteMessage", "{\"QueueUrl\":\"" + url + "\",\"ReceiptHandle\":\"garbage\"}"),
                404,
                "com.amazonaws.sqs#ReceiptHandleIsInvalid",
                "ReceiptHandleIsInvalid;Sender",
                "The input receipt handle \"garbage\" is not a valid receipt handle.");
    }

    @Test
    void withoutQueryModeEveryMistakeOfACallerIsBadRequest() throws Exception {
        String url = create("plain");
        HttpRequest request = FACE.json(("{\"QueueUrl\":\"" + url + "\",\"ReceiptHandle\":\"garbage\"}")
                        .getBytes(StandardCharsets.UTF_8))
                .header("X-Amz-Target", "AmazonSQS.DeleteMessage")
                .build();

        assertThat(FACE.send(request).statusCode()).isEqualTo(400);
    }

    @Test
    void whatCannotBeReadIsASerializationError() throws Exception {
        assertThat(FACE.json("GetQueueUrl", "{\"QueueName\":5}").body())
                .isEqualTo("{\"__type\":\"com.amazon.coral.service#SerializationException\",\"Message\":\"class"
                        + " com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to a"
                        + " String\"}");
        assertThat(FACE.json("GetQueueUrl", "{\"QueueName\"").body()).contains("SerializationException");
        assertThat(FACE.json("GetQueueUrl", "").statusCode()).isEqualTo(400);
        assertThat(FACE.json("Teleport", "{}").body())
                .isEqualTo("{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}");
    }

    @Test
    void halfACharacterInAnErrorIsReplaced() throws Exception {
        HttpResponse<String> response =
                FACE.json("DeleteMessage", "{\"QueueUrl\":\"" + create("half") + "\",\"ReceiptHandle\":\"x\\ud800y\"}");

        assertThat(response.body()).contains("x?y");
    }

    @Test
    void aBodyMayBeCompressedButNotABomb() throws Exception {
        assertThat(compressed("{\"QueueName\":\"zipped\"}").body()).contains("/zipped\"}");
        HttpResponse<String> bomb = compressed("{\"QueueName\":\"" + " ".repeat(WireFace.BODY_BYTES_MAX) + "\"}");
        assertThat(bomb.statusCode()).isEqualTo(400);
        assertThat(bomb.body()).contains("RequestEntityTooLargeException");
    }

    @Test
    void aBodyAboveTheLimitIsRefused() throws Exception {
        byte[] body = " ".repeat(WireFace.BODY_BYTES_MAX + 1).getBytes(StandardCharsets.UTF_8);
        HttpRequest inPieces = FACE.json(body)
                .header("X-Amz-Target", "AmazonSQS.SendMessage")
                .header("x-amzn-query-mode", "true")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();

        HttpResponse<String> announced = FACE.json("SendMessage", new String(body, StandardCharsets.UTF_8));
        HttpResponse<String> unannounced = FACE.send(inPieces);

        assertError(
                announced,
                413,
                "com.amazon.coral.service#RequestEntityTooLargeException",
                "RequestEntityTooLarge;Sender",
                "Request size exceeds " + WireFace.BODY_BYTES_MAX + " bytes.");
        assertThat(unannounced.statusCode()).isEqualTo(413);
        assertThat(unannounced.body()).isEqualTo(announced.body());
        assertThat(unannounced.headers().firstValue("x-amzn-query-error")).hasValue("RequestEntityTooLarge;Sender");
    }

    @Test
    void whatSaysThatItIsTooLongIsRefusedAtOnceAndInItsProtocol() throws Exception {
        String json = "Content-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AmazonSQS.SendMessage\r\n";
        String form = "Content-Type: application/x-www-form-urlencoded\r\n";

        assertThat(announce(json)).startsWith("HTTP/1.1 4").contains("RequestEntityTooLargeException", "__type");
        assertThat(announce(form)).startsWith("HTTP/1.1 413").contains("<Code>RequestEntityTooLarge</Code>");
    }

    /** Announces a body that never comes, and reads the answer to its end. */
    private static String announce(String headers) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), FACE.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST / HTTP/1.1\r\nHost: h\r\n" + headers + "Content-Length: 900000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            byte[] some = new byte[4096];
            while (!answer.toString().contains("Request size exceeds")) {
                int count = socket.getInputStream().read(some);
                if (count < 0) {
                    break;
                }
                answer.append(new String(some, 0, count, StandardCharsets.UTF_8));
            }
            return answer.toString();
        }
    }

    @Test
    void theHeaderOfTracingBecomesTheAttributeUnlessThatIsGiven() throws Exception {
        FACE.json("CreateQueue", "{\"QueueName\":\"traced\"}");
        String header = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";
        send("SendMessage", "{\"QueueUrl\":\"traced\",\"MessageBody\":\"one\"}", header);
        send(
                "SendMessageBatch",
                "{\"QueueUrl\":\"traced\",\"Entries\":[{\"Id\":\"1\",\"MessageBody\":\"two\"},"
                        + "{\"Id\":\"2\",\"MessageBody\":"
                        + "\"three\",\"MessageSystemAttributes\":{\"AWSTraceHeader\":{\"DataType\":\"String\","
                        + "\"StringValue\":\"given\"}}}]}",
                header);

        String received = FACE.json(
                        "ReceiveMessage",
                        "{\"QueueUrl\":\"traced\",\"MaxNumberOfMessages\":10,\"MessageSystemAttributeNames\":"
                                + "[\"AWSTraceHeader\"]}")
                .body();

        assertThat(received.split("\"AWSTraceHeader\":\"Root=1-5759e988", -1)).hasSize(3);
        assertThat(received).contains("\"AWSTraceHeader\":\"given\"");
    }

    private static void send(String operation, String body, String trace) throws Exception {
        HttpResponse<String> response = FACE.send(FACE.json(body.getBytes(StandardCharsets.UTF_8))
                .header("X-Amz-Target", "AmazonSQS." + operation)
                .header("X-Amzn-Trace-Id", trace)
                .build());
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void anythingElseIsUnknown() throws Exception {
        assertThat(FACE.send(FACE.request("/000000000000/orders").GET().build()).body())
                .isEqualTo("<UnknownOperationException/>\n");
        HttpResponse<String> otherType = FACE.send(FACE.request("/")
                .header("X-Amz-Target", "AmazonSQS.ListQueues")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
        assertThat(otherType.statusCode()).isEqualTo(404);
        HttpResponse<String> get = FACE.send(FACE.request("/")
                .header("X-Amz-Target", "AmazonSQS.ListQueues")
                .GET()
                .build());
        assertThat(get.statusCode()).isEqualTo(403);
        assertThat(get.body()).contains("<AccessDeniedException>");
    }

    @Test
    void browsersMayCall() throws Exception {
        HttpResponse<String> asked = FACE.send(FACE.request("/")
                .header("Origin", "http://localhost:3000")
                .header("Access-Control-Request-Headers", "x-amz-target")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build());
        HttpResponse<String> called = FACE.send(FACE.json("{}".getBytes(StandardCharsets.UTF_8))
                .header("X-Amz-Target", "AmazonSQS.ListQueues")
                .header("Origin", "http://localhost:3000")
                .build());

        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("access-control-max-age")).hasValue("172800");
        assertThat(asked.headers().firstValue("access-control-allow-headers")).hasValue("x-amz-target");
        assertThat(called.headers().firstValue("access-control-allow-origin")).hasValue("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://localhost.evil.example", "https://127.0.0.1.evil", "null"})
    void pagesOfOtherMachinesMayNotCallWhileNobodyHasToSign(String origin) throws Exception {
        HttpResponse<String> response = FACE.send(FACE.json("{}".getBytes(StandardCharsets.UTF_8))
                .header("X-Amz-Target", "AmazonSQS.ListQueues")
                .header("Origin", origin)
                .build());

        assertThat(response.body()).contains("AccessDeniedException").doesNotContain("QueueUrls");
        assertThat(response.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void aRetryUnderTheSameInvocationDoesNotActTwice() throws Exception {
        String url = create("once");
        for (int attempt = 1; attempt <= 2; attempt++) {
            FACE.send(FACE.json(("{\"QueueUrl\":\"" + url + "\",\"MessageBody\":\"once\"}")
                            .getBytes(StandardCharsets.UTF_8))
                    .header("X-Amz-Target", "AmazonSQS.SendMessage")
                    .header("amz-sdk-invocation-id", "8c7f3b9e-0d3c-4a41-9c63-4f4a8f2b6f11")
                    .build());
        }

        JsonNode received = ok("ReceiveMessage", "{\"QueueUrl\":\"%s\",\"MaxNumberOfMessages\":10}", url);
        assertThat(received.path("Messages")).hasSize(1);
    }

    @Test
    void aPollEndsWithItsClient() throws Exception {
        String url = create("left");
        byte[] body = ("{\"QueueUrl\":\"" + url + "\",\"WaitTimeSeconds\":20}").getBytes(StandardCharsets.UTF_8);
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), FACE.port())) {
            client.getOutputStream()
                    .write(("POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AmazonSQS.ReceiveMessage\r\nContent-Type:"
                                    + " application/x-amz-json-1.0\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(body);
            client.setSoTimeout(300);
            InputStream in = client.getInputStream();
            assertThat(silent(in)).isTrue();
        }

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(FACE.meters
                                .counter("sluice.api.calls", "operation", "ReceiveMessage", "code", "CANCELLED")
                                .count())
                        .isEqualTo(1));
    }

    private static boolean silent(InputStream in) throws IOException {
        try {
            in.read();
            return false;
        } catch (SocketTimeoutException nothing) {
            return true;
        }
    }

    private HttpResponse<String> compressed(String body) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return FACE.send(FACE.json(bytes.toByteArray())
                .header("X-Amz-Target", "AmazonSQS.CreateQueue")
                .header("Content-Encoding", "gzip")
                .build());
    }

    private static void assertError(HttpResponse<String> response, int status, String type, String code, String text)
            throws IOException {
        JsonNode body = JSON.readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(body.path("__type").asText()).isEqualTo(type);
        assertThat(body.path("message").asText()).isEqualTo(text);
        assertThat(response.headers().firstValue("x-amzn-query-error")).hasValue(code);
    }

    private String create(String name) throws Exception {
        return ok("CreateQueue", "{\"QueueName\":\"%s\"}", name)
                .path("QueueUrl")
                .asText();
    }

    private JsonNode ok(String operation, String body, String argument) throws Exception {
        HttpResponse<String> response = FACE.json(operation, body.replace("%s", argument));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
