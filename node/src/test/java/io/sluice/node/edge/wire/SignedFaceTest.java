package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.edge.keys.TestKeys;
import io.sluice.node.edge.wire.sign.Verifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The face where calls are signed, over a port, with both protocols. */
final class SignedFaceTest {
    private static final TestKeys KEYS =
            new TestKeys().with(TestKeys.ID, "111111111111", "shop", List.of("sqs:CreateQueue"), List.of("*"));
    private static final WireFace FACE = new WireFace(Optional.of(
            new Verifier(KEYS.ring(), new Verifier.Settings("us-east-1", Duration.ofMinutes(15), Clock.systemUTC()))));

    @AfterAll
    static void stop() {
        FACE.close();
    }

    private static HttpResponse<String> signed(String operation, String body, String secret)
            throws IOException, InterruptedException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest plain = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create(FACE.origin() + "/"))
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("x-amzn-query-mode", "true")
                .putHeader("X-Amz-Target", "AmazonSQS." + operation)
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(SignRequest.builder(AwsCredentialsIdentity.create(TestKeys.ID, secret))
                        .request(plain)
                        .payload(() -> new ByteArrayInputStream(bytes))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sqs")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .build())
                .request();
        HttpRequest.Builder request = FACE.request("/").POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        signed.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return FACE.send(request.build());
    }

    @Test
    void whatIsSignedIsDoneInTheKeysAccount() throws Exception {
        HttpResponse<String> created = signed("CreateQueue", "{\"QueueName\":\"jobs\"}", TestKeys.SECRET);

        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        assertThat(created.body()).contains("/111111111111/jobs");
    }

    @Test
    void whatTheScopeDoesNotAllowIsDenied() throws Exception {
        HttpResponse<String> denied = signed("ListQueues", "{}", TestKeys.SECRET);

        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.headers().firstValue("x-amzn-query-error")).hasValue("AccessDenied;Sender");
        assertThat(denied.body()).contains("#AccessDeniedException", "sqs:listqueues");
    }

    @Test
    void aWrongSecretIsToldInTheWordsOfTheProtocol() throws Exception {
        HttpResponse<String> refused = signed("ListQueues", "{}", TestKeys.SECRET + "x");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("#InvalidSignatureException", "The request signature we calculated");
        assertThat(refused.headers().firstValue("x-amzn-query-error")).hasValue("SignatureDoesNotMatch;Sender");
    }

    @Test
    void whatIsNotSignedIsNotLookedInto() throws Exception {
        HttpResponse<String> json = FACE.send(FACE.json("no gzip at all".getBytes(StandardCharsets.UTF_8))
                .header("X-Amz-Target", "AmazonSQS.ListQueues")
                .header("Content-Encoding", "gzip")
                .build());
        HttpResponse<String> form = FACE.form("/", "Action=ListQueues&Version=2012-11-05");

        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(json.body()).contains("#MissingAuthenticationTokenException", "Missing Authentication Token");
        assertThat(form.statusCode()).isEqualTo(403);
        assertThat(form.body()).contains("<Code>MissingAuthenticationToken</Code>");
    }

    @Test
    void aBrokenAuthorizationIsIncomplete() throws Exception {
        HttpResponse<String> form = FACE.send(FACE.request("/?Action=ListQueues")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=x")
                .build());

        assertThat(form.statusCode()).isEqualTo(400);
        assertThat(form.body()).contains("<Code>IncompleteSignature</Code>");
    }
}
