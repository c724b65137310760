package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the answer is one of the protocol and never a failure of ours. Seeded and bounded. */
final class WireFuzzTest {
    private static final int ROUNDS = 400;
    private static final int SERVER_ERROR = 500;
    private static final List<String> JSON_CALLS = List.of(
            "CreateQueue {\"QueueName\":\"fuzz\",\"Attributes\":{\"DelaySeconds\":\"1\"},\"tags\":{\"a\":\"b\"}}",
            "SendMessage {\"QueueUrl\":\"http://h/000000000000/fuzz\",\"MessageBody\":\"\u20ac\",\"DelaySeconds\":3,"
                    + "\"MessageAttributes\":{\"n\":{\"DataType\":\"Binary\",\"BinaryValue\":\"AAH/\"}}}",
            "SendMessageBatch {\"QueueUrl\":\"fuzz\",\"Entries\":[{\"Id\":\"1\","
                    + "\"MessageBody\":\"x\"},{\"Id\":\"2\"}]}",
            "ReceiveMessage {\"QueueUrl\":\"fuzz\",\"MaxNumberOfMessages\":10,\"AttributeNames\":[\"All\"]}",
            "GetQueueAttributes {\"QueueUrl\":\"fuzz\",\"AttributeNames\":[\"All\"]}",
            "ListQueues {\"MaxResults\":5,\"NextToken\":\"abc\"}");
    private static final List<String> FORMS = List.of(
            "Action=CreateQueue&QueueName=fuzz&Attribute.1.Name=DelaySeconds&Attribute.1.Value=1"
                    + "&Tag.1.Key=a&Tag.1.Value=b",
            "Action=SendMessage&QueueUrl=fuzz&MessageBody=%E2%82%AC&MessageAttribute.1.Name=n"
                    + "&MessageAttribute.1.Value.DataType=Binary&MessageAttribute.1.Value.BinaryValue=AAH%2F",
            "Action=SendMessageBatch&QueueUrl=fuzz&SendMessageBatchRequestEntry.1.Id=1"
                    + "&SendMessageBatchRequestEntry.1.MessageBody=x&SendMessageBatchRequestEntry.2.Id=2",
            "Action=ReceiveMessage&QueueUrl=fuzz&MaxNumberOfMessages=10&AttributeName.1=All&Version=2012-11-05",
            "Action=GetQueueAttributes&QueueUrl=fuzz&AttributeName.1=All&AttributeName.10=x");

    private static final WireFace FACE = new WireFace();

    private final Random random = new Random(20_261_129);

    @AfterAll
    static void close() {
        FACE.close();
    }

    @Test
    void mutilatedDocumentsAreAnsweredInJson() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            String call = JSON_CALLS.get(i % JSON_CALLS.size());
            int blank = call.indexOf(' ');
            byte[] body = mutilated(call.substring(blank + 1));
            HttpResponse<String> response = FACE.send(FACE.json(body)
                    .header("X-Amz-Target", "AmazonSQS." + call.substring(0, blank))
                    .build());

            assertThat(response.statusCode()).as(text(body)).isLessThan(SERVER_ERROR);
            assertThat(response.headers().firstValue("x-amzn-requestid")).isPresent();
            assertThat(response.body()).startsWith("{").endsWith("}");
        }
    }

    @Test
    void mutilatedFormsAreAnsweredInXmlThatCanBeParsed() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] body = mutilated(FORMS.get(i % FORMS.size()));
            HttpResponse<String> response = FACE.send(FACE.request("/")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build());

            assertThat(response.statusCode()).as(text(body)).isLessThan(SERVER_ERROR);
            assertThat(response.headers().firstValue("content-type")).hasValue("text/xml");
            parse(response.body());
        }
    }

    @Test
    void mutilatedAndSwollenGzipIsRefused() throws Exception {
        byte[] whole = gzip("{\"QueueName\":\"fuzz\"}".getBytes(StandardCharsets.UTF_8));
        byte[] swollen = gzip(new byte[WireFace.BODY_BYTES_MAX + 1]);
        for (int i = 0; i < ROUNDS / 4; i++) {
            byte[] body = i == 0 ? swollen : mutilated(whole.clone());
            HttpResponse<String> response = FACE.send(FACE.json(body)
                    .header("X-Amz-Target", "AmazonSQS.CreateQueue")
                    .header("Content-Encoding", "gzip")
                    .build());

            assertThat(response.statusCode()).as(text(body)).isLessThan(SERVER_ERROR);
            assertThat(response.body()).startsWith("{");
            if (i == 0) {
                assertThat(response.body()).contains("RequestEntityTooLargeException");
            }
        }
    }

    @Test
    void headersOfAllSortsAreAnswered() throws Exception {
        List<String> odd =
                List.of("", " ", ";", "application/json", "*/*", "\u00e4", "x".repeat(3_000), "a,b;c=\"d", "-1");
        for (String name : List.of(
                "X-Amz-Target", "Content-Type", "Content-Encoding", "Accept", "amz-sdk-invocation-id", "Origin")) {
            for (String value : odd) {
                HttpResponse<String> response = FACE.send(FACE.request("/000000000000/fuzz")
                        .header(name, value)
                        .POST(HttpRequest.BodyPublishers.ofString("Action=ListQueues"))
                        .build());

                assertThat(response.statusCode()).as(name + ": " + value).isLessThan(SERVER_ERROR);
            }
        }
    }

    private byte[] mutilated(String text) {
        return mutilated(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Some bytes changed, a piece doubled, or the end cut off. */
    private byte[] mutilated(byte[] bytes) {
        byte[] made = bytes;
        for (int steps = random.nextInt(4); steps >= 0 && made.length > 1; steps--) {
            int at = random.nextInt(made.length);
            switch (random.nextInt(4)) {
                case 0 -> made[at] = (byte) random.nextInt();
                case 1 -> made[at] = (byte) "{}[]\",:&=%.0-\\u".charAt(random.nextInt(15));
                case 2 -> made = Arrays.copyOf(made, at + 1);
                default -> {
                    byte[] longer = Arrays.copyOf(made, made.length + made.length - at);
                    System.arraycopy(made, at, longer, made.length, made.length - at);
                    made = longer;
                }
            }
        }
        return made;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    private static String text(byte[] body) {
        return new String(body, 0, Math.min(body.length, 500), StandardCharsets.ISO_8859_1);
    }

    private static void parse(String xml) throws Exception {
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement())
                .isNotNull();
    }
}
