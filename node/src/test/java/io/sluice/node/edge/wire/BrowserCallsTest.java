package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.edge.keys.TestKeys;
import io.sluice.node.edge.wire.sign.Verifier;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser asks before a page may call, and what it must be told for the page to read an answer (ADR 0072). */
final class BrowserCallsTest {
    private static final WireFace OPEN = new WireFace();
    private static final WireFace SIGNED = new WireFace(Optional.of(new Verifier(
            new TestKeys().ring(), new Verifier.Settings("us-east-1", Duration.ofMinutes(15), Clock.systemUTC()))));
    private static final String PAGE = "http://localhost:3000";
    private static final String STRANGER = "https://pages.example";

    @AfterAll
    static void close() {
        OPEN.close();
        SIGNED.close();
    }

    private static HttpResponse<String> preflight(WireFace face, String origin) throws Exception {
        return face.send(face.request("/")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,x-amz-target")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private static HttpResponse<String> call(WireFace face, String origin, String operation, String body)
            throws Exception {
        return face.send(face.json(body.getBytes(StandardCharsets.UTF_8))
                .header("X-Amz-Target", "AmazonSQS." + operation)
                .header("Origin", origin)
                .build());
    }

    private static void assertAllowed(HttpResponse<String> preflight) {
        HttpHeaders headers = preflight.headers();
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.body()).isEmpty();
        assertThat(headers.firstValue("access-control-allow-origin")).hasValue("*");
        assertThat(headers.firstValue("access-control-allow-methods")).hasValue("GET, POST, OPTIONS");
        assertThat(headers.firstValue("access-control-allow-headers"))
                .hasValue("authorization,content-type,x-amz-target");
        assertThat(headers.firstValue("access-control-max-age")).hasValue("172800");
    }

    private static void assertReadable(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("access-control-allow-origin")).hasValue("*");
        assertThat(answer.headers().firstValue("access-control-expose-headers"))
                .hasValue("x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,x-amzn-ErrorMessage,Date");
    }

    private static void assertNothingAllowed(HttpResponse<String> answer) {
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {PAGE, "https://127.0.0.1:8443", "http://127.8.9.10", "http://[::1]:80", "http://localhost"})
    void pagesOfThisMachineMayCallAndReadWhatTheyAreAnswered(String page) throws Exception {
        assertAllowed(preflight(OPEN, page));
        HttpResponse<String> answer = call(OPEN, page, "ListQueues", "{\"QueueNamePrefix\":\"none\"}");
        HttpResponse<String> refusal = call(OPEN, page, "GetQueueUrl", "{\"QueueName\":\"none\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertReadable(answer);
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertReadable(refusal);
    }

    @Test
    void aBodyThatIsTooLargeIsToldSoThatThePageCanReadIt() throws Exception {
        HttpResponse<String> refusal = call(OPEN, PAGE, "SendMessage", " ".repeat(WireFace.BODY_BYTES_MAX + 1));

        assertThat(refusal.body()).contains("RequestEntityTooLargeException");
        assertReadable(refusal);
    }

    @Test
    void otherPagesAreRefusedAndNothingIsDoneWhileNobodySigns() throws Exception {
        HttpResponse<String> asked = preflight(OPEN, STRANGER);
        HttpResponse<String> called = call(OPEN, STRANGER, "CreateQueue", "{\"QueueName\":\"of-a-stranger\"}");

        assertThat(asked.statusCode()).isEqualTo(403);
        assertNothingAllowed(asked);
        assertThat(called.body()).contains("AccessDeniedException");
        assertNothingAllowed(called);
        assertThat(OPEN.json("GetQueueUrl", "{\"QueueName\":\"of-a-stranger\"}").body())
                .contains("QueueDoesNotExist");
    }

    @Test
    void everyPageMayAskWhereCallsAreSignedAndItsCallsStillHaveToBe() throws Exception {
        for (String page : List.of(PAGE, STRANGER, "null")) {
            assertAllowed(preflight(SIGNED, page));
            HttpResponse<String> unsigned = call(SIGNED, page, "ListQueues", "{}");

            assertThat(unsigned.body()).contains("MissingAuthenticationTokenException");
            assertReadable(unsigned);
        }
    }

    @Test
    void whoIsNoBrowserIsToldNothingOfThis() throws Exception {
        assertNothingAllowed(OPEN.json("ListQueues", "{}"));
    }
}
