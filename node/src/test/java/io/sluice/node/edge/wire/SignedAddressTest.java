package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.edge.keys.TestKeys;
import io.sluice.node.edge.wire.sign.Verifier;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Calls that stand in the address as a whole, signed by AWS's own signer, over a port: what the client wrote is what
 * was signed, whatever the HTTP library makes of it.
 */
final class SignedAddressTest {
    private static final TestKeys KEYS =
            new TestKeys().with(TestKeys.ID, "111111111111", "shop", List.of("*"), List.of("*"));
    private static final WireFace FACE = new WireFace(Optional.of(
            new Verifier(KEYS.ring(), new Verifier.Settings("us-east-1", Duration.ofMinutes(15), Clock.systemUTC()))));
    private static final int OK = 200;

    @AfterAll
    static void stop() {
        FACE.close();
    }

    private static HttpResponse<String> sent(HttpClient client, SdkHttpRequest signed) throws Exception {
        String query = signed.encodedQueryParameters().orElse("");
        HttpRequest.Builder request = FACE.request(signed.encodedPath() + "?" + query);
        signed.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.version()).isEqualTo(client.version());
        return response;
    }

    /** With its connection made and, to HTTP/2, upgraded. */
    private static HttpClient client(HttpClient.Version version) throws Exception {
        HttpClient client = HttpClient.newBuilder().version(version).build();
        client.send(FACE.request("/").build(), HttpResponse.BodyHandlers.discarding());
        return client;
    }

    private static SdkHttpRequest signed(String target, AuthLocation where) {
        SdkHttpRequest plain = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create(FACE.origin() + target))
                .build();
        SignRequest.Builder<AwsCredentialsIdentity> request = SignRequest.builder(
                        AwsCredentialsIdentity.create(TestKeys.ID, TestKeys.SECRET))
                .request(plain)
                .payload(() -> new ByteArrayInputStream(new byte[0]))
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sqs")
                .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, where)
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1");
        if (where == AuthLocation.QUERY_STRING) {
            request.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(5));
        }
        return AwsV4HttpSigner.create().sign(request.build()).request();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1,QUERY_STRING",
        "HTTP_2,QUERY_STRING",
        "HTTP_1_1,HEADER",
        "HTTP_2,HEADER",
    })
    void aBodyOfAllSortsIsTakenFromTheAddress(HttpClient.Version version, AuthLocation where) throws Exception {
        HttpClient client = client(version);
        String queue = version + "-" + where;
        sent(client, signed("/?Action=CreateQueue&QueueName=" + queue, where));

        HttpResponse<String> accepted = sent(
                client,
                signed(
                        "/111111111111/" + queue + "?Action=SendMessage&MessageBody="
                                + "a%20b%2Bc%26d%3D%2F%3F%25%27%3B%5B%5D%0D%0A%09%C3%A9%F0%9F%98%80+e~*",
                        where));

        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(OK);
        assertThat(sent(client, signed("/111111111111/" + queue + "?Action=ReceiveMessage", where))
                        .body())
                .contains("<Body>a b+c&amp;d=/?%';[]&#xD;\n\t\u00e9\ud83d\ude00 e~*</Body>");
    }

    @ParameterizedTest
    @CsvSource({
        "/a%20b",
        "/a+b",
        "/%C3%A9",
        "//111111111111//jobs",
        "/111111111111/./jobs/",
        "/./",
        "/a;b/c",
        "/-._~0123456789abcXYZ",
        "/%7E%41",
        "/a%2Fb",
    })
    void aPathIsSignedAsItWasWritten(String path) throws Exception {
        HttpClient client = client(HttpClient.Version.HTTP_1_1);
        for (AuthLocation where : AuthLocation.values()) {
            HttpResponse<String> response = sent(client, signed(path + "?Action=GetQueueUrl&QueueName=none", where));

            assertThat(response.body()).as(path + " " + where).contains("NonExistentQueue");
        }
    }
}
