package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.grpc.ServerServiceDefinition;
import io.sluice.node.edge.keys.TestKeys;
import io.sluice.node.edge.wire.shape.ServiceModel;
import io.sluice.node.edge.wire.shape.TestModels;
import io.sluice.node.edge.wire.sign.Verifier;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * SQS beside services that speak other protocols, without their operations: whatever is refused before an operation is
 * known is refused in the protocol, the names and the namespace of the service that was meant.
 */
final class SeveralServicesTest {
    private static final String JSON = "application/x-amz-json-1.1";
    private static final String CBOR = "application/x-amz-cbor-1.1";
    private static final String PUT = "Kinesis_20131202.PutRecord";
    private static final TestKeys KEYS =
            new TestKeys().with(TestKeys.ID, "111111111111", "shop", List.of("*"), List.of("*"));
    private static final WireFace FACE = new WireFace(
            Optional.of(new Verifier(
                    KEYS.ring(), new Verifier.Settings("us-east-1", Duration.ofMinutes(15), Clock.systemUTC()))),
            List.of(idle(TestModels.sns()), idle(TestModels.kinesis())));

    @AfterAll
    static void stop() {
        FACE.close();
    }

    private static WireEndpoint.Served idle(ServiceModel model) {
        return new WireEndpoint.Served(
                new ServiceModel(
                        model.name(),
                        model.version(),
                        model.target(),
                        model.json(),
                        model.namespace(),
                        new TreeMap<>(),
                        model.errors()),
                ServerServiceDefinition.builder("none." + model.name()).build());
    }

    private static HttpRequest.Builder targeted(String target, String type, byte[] body) {
        return FACE.request("/")
                .header("X-Amz-Target", target)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static HttpResponse<byte[]> bytes(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> signed(String service, String target, String type, String body)
            throws Exception {
        SdkHttpRequest.Builder plain = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create(FACE.origin() + "/"))
                .putHeader("Content-Type", type);
        if (!target.isEmpty()) {
            plain.putHeader("X-Amz-Target", target);
        }
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(SignRequest.builder(AwsCredentialsIdentity.create(TestKeys.ID, TestKeys.SECRET))
                        .request(plain.build())
                        .payload(() -> new ByteArrayInputStream(content))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .build())
                .request();
        HttpRequest.Builder request = FACE.request("/").POST(HttpRequest.BodyPublishers.ofByteArray(content));
        signed.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return bytes(request.build());
    }

    private static String type(HttpResponse<byte[]> response) throws Exception {
        String type = response.headers().firstValue("content-type").orElse("");
        JsonNode body = (type.equals(CBOR) ? new CBORMapper() : new ObjectMapper()).readTree(response.body());
        return response.statusCode() + " " + type + " " + body.path("__type").asText();
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsNotSignedIsToldInTheProtocolOfItsService() throws Exception {
        for (String spoken : List.of(JSON, CBOR)) {
            HttpResponse<byte[]> response =
                    bytes(targeted(PUT, spoken, new byte[] {'{', '}'}).build());

            assertThat(type(response)).isEqualTo("400 " + spoken + " MissingAuthenticationTokenException");
            assertThat(response.headers().firstValue("x-amzn-query-error")).isEmpty();
        }
        assertThat(type(bytes(targeted("AmazonSQS.ListQueues", "application/x-amz-json-1.0", new byte[0])
                        .build())))
                .endsWith(" com.amazon.coral.service#MissingAuthenticationTokenException");
    }

    @Test
    void aBodyTooLargeIsToldSo() throws Exception {
        byte[] large = new byte[WireFace.BODY_BYTES_MAX + 1];

        assertThat(type(bytes(targeted(PUT, CBOR, large).build())))
                .isEqualTo("400 " + CBOR + " RequestEntityTooLargeException");
    }

    @Test
    void aSignatureIsForTheServiceOfItsTarget() throws Exception {
        assertThat(text(signed("sqs", PUT, JSON, "{}")))
                .isEqualTo("{\"__type\":\"InvalidSignatureException\",\"message\":"
                        + "\"Credential should be scoped to correct service: 'kinesis'.\"}");
        assertThat(text(signed("kinesis", "AmazonSQS.ListQueues", "application/x-amz-json-1.0", "{}")))
                .contains("Credential should be scoped to correct service: 'sqs'.");
        assertThat(type(signed("kinesis", PUT, CBOR, "{}"))).isEqualTo("400 " + CBOR + " UnknownOperationException");
        assertThat(text(signed("sqs", "AmazonSQS.ListQueues", "application/x-amz-json-1.0", "{}")))
                .isEqualTo("{}");
    }

    @Test
    void theScopeOfASignatureTellsTheServiceOfAForm() throws Exception {
        String form = "application/x-www-form-urlencoded";

        assertThat(text(signed("sns", "", form, "Action=Publish&Version=2010-03-31")))
                .contains("http://sns.amazonaws.com/doc/2010-03-31/", "<Code>InvalidAction</Code>");
        assertThat(text(signed("sqs", "", form, "Action=Publish&Version=2010-03-31")))
                .contains("http://queue.amazonaws.com/doc/2012-11-05/", "<Code>InvalidAction</Code>");
        assertThat(text(signed("sqs", "", form, "Action=ListQueues&Version=2012-11-05")))
                .contains("<ListQueuesResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">");
        assertThat(text(signed("sns", "", form, "Action=ListQueues&Version=2012-11-05")))
                .contains("<Code>InvalidAction</Code>");
        assertThat(text(signed("kinesis", "", form, "Action=ListQueues&Version=2012-11-05")))
                .contains("Credential should be scoped to correct service");
    }
}
