package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sluice.node.app.RawConnection.Answer;
import io.sluice.node.app.config.HttpSettings;
import io.sluice.node.edge.call.Failures;
import io.sluice.node.edge.wire.MemoryWire;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What every answer has, whoever in the node has made it: an id of its own, and the time of day, by which AWS's SDKs
 * correct their clocks and which they can read in one form only.
 */
final class AnswerHeadersTest {
    /** Of RFC 1123 as RFC 9110 narrows it, with two digits for each day. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    /** The library tells a time that may be a second old, in whole seconds. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(5);

    private static final String HOST = " HTTP/1.1\r\nHost: h\r\n";
    private static final String JSON = "Content-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AmazonSQS.";

    private final MemoryWire wire = new MemoryWire();
    private final TestFace face = TestFace.started();
    private final Set<String> ids = new HashSet<>();

    AnswerHeadersTest() throws StartException {}

    @AfterEach
    void stop() {
        face.close();
        wire.close();
    }

    private void answers(int status, String request) throws Exception {
        answers(face, status, request);
    }

    private void answers(TestFace asked, int status, String request) throws Exception {
        try (RawConnection connection = asked.connect()) {
            Instant before = Instant.now();
            Answer answer = connection.ask(request);
            Instant after = Instant.now();

            String described = status + " of " + request.lines().findFirst().orElse("");
            assertThat(answer.status()).as(described).isEqualTo(status);
            assertThat(answer.header("x-amzn-requestid"))
                    .as(described)
                    .hasValueSatisfying(id -> assertThat(id)
                            .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                            .satisfies(one -> assertThat(ids.add(one))
                                    .as("nobody else's: " + one)
                                    .isTrue()));
            assertThat(answer.header("date"))
                    .as(described)
                    .hasValueSatisfying(
                            date -> assertThat(LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC))
                                    .isBetween(before.minus(CLOCK_STEP), after.plus(CLOCK_STEP)));
        }
    }

    @Test
    void whatTheServiceAnswersAndRefuses() throws Exception {
        face.serve(wire.endpoint());
        String large = "Content-Length: 900000000\r\n\r\n";
        int pieceBytes = MemoryWire.BODY_BYTES_MAX + 1;
        String pieces = "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(pieceBytes) + "\r\n"
                + " ".repeat(pieceBytes) + "\r\n0\r\n\r\n";

        answers(200, "GET /?Action=ListQueues" + HOST + "\r\n");
        answers(200, "POST /" + HOST + JSON + "ListQueues\r\nContent-Length: 2\r\n\r\n{}");
        answers(200, "OPTIONS /" + HOST + "Origin: http://localhost:3000\r\n\r\n");
        answers(400, "GET /?Action=GetQueueUrl&QueueName=nowhere" + HOST + "\r\n");
        answers(400, "GET /?Action=Teleport" + HOST + "\r\n");
        answers(400, "POST /" + HOST + JSON + "GetQueueUrl\r\nContent-Length: 1\r\n\r\n{");
        answers(403, "GET /?Action=ListQueues" + HOST + "Origin: http://evil.example\r\n\r\n");
        answers(403, "GET /" + HOST + JSON + "ListQueues\r\n\r\n");
        answers(404, "GET /000000000000/jobs" + HOST + "\r\n");
        answers(413, "POST /" + HOST + "Content-Type: application/x-www-form-urlencoded\r\n" + large);
        answers(413, "POST /" + HOST + "Content-Type: application/x-www-form-urlencoded\r\n" + pieces);
        assertThat(ids).hasSize(11);
    }

    @Test
    void whatThePortRefusesBeforeAnybodyIsAsked() throws Exception {
        answers(503, "GET /?Action=ListQueues" + HOST + "\r\n");
        face.serve(wire.endpoint());

        answers(400, "NONSENSE\r\n\r\n");
        answers(400, "GET /%zz" + HOST + "\r\n");
        answers(400, "GET /a/../b" + HOST + "\r\n");
        answers(405, "BREW /" + HOST + "\r\n");
        answers(414, "GET /?x=" + "x".repeat(HttpFace.FIRST_LINE_BYTES_MAX) + HOST + "\r\n");
        answers(417, "POST /" + HOST + "Expect: 200-ok\r\nContent-Length: 2\r\n\r\n{}");
        answers(431, "GET /" + HOST + "X: " + "x".repeat(HttpFace.HEADER_BYTES_MAX) + "\r\n\r\n");
    }

    @Test
    void whatDoesNotComeInTimeAndIsNoFaultOfOurs() throws Exception {
        Logger faults = (Logger) LoggerFactory.getLogger(Failures.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        faults.addAppender(logged);
        try (TestFace hasty = TestFace.started(new HttpSettings(Duration.ofMillis(100), 10))) {
            hasty.serve(wire.endpoint());

            answers(hasty, 408, "POST /" + HOST + JSON + "ListQueues\r\nContent-Length: 2\r\n\r\n{");
        } finally {
            faults.detachAppender(logged);
        }
        assertThat(logged.list).isEmpty();
    }
}
