package io.sluice.node.edge.wire.sign;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.keys.TestKeys;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** What AWS's own signer signs is taken, in all the cases that AWS has published vectors for, and nothing else is. */
final class VerifierTest {
    private static final Instant NOW = Signing.NOW;
    private static final String BODY = "{\"QueueName\":\"jobs\"}";
    private static final String MISMATCH = Signing.MISMATCH;
    private static final String MISMATCH_TEXT =
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                    + " Access Key and signing method. Consult the service documentation for details.";

    private final TestKeys keys = Signing.keys(TestKeys.ID);
    private final Verifier verifier = Signing.verifier(keys, NOW);

    private static SdkHttpRequest.Builder plain(String uri, Consumer<SdkHttpRequest.Builder> more) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create(uri))
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("X-Amz-Target", "AmazonSQS.CreateQueue");
        more.accept(request);
        return request;
    }

    private static SignedRequest signed(SdkHttpRequest.Builder plain, String body, Signing how) {
        return how.signed(plain, body);
    }

    private String verdict(SignedRequest request) {
        return Signing.verdict(verifier, "sqs", request);
    }

    private Optional<ApiError> refusal(SignedRequest request) {
        return Signing.refusal(verifier, "sqs", request);
    }

    private static SignedRequest right() {
        return signed(plain("https://sqs.example:4566/", request -> {}), BODY, Signing.RIGHT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sqs.example/",
                "https://sqs.example:4566/",
                "https://sqs.example/111111111111/jobs",
                "https://sqs.example/111111111111/jobs.fifo",
                "https://sqs.example/with%20space/",
                "https://sqs.example/%E1%88%B4",
                "https://sqs.example/-._~0123456789abcXYZ",
                "https://sqs.example/?Param1=value1",
                "https://sqs.example/?Param2=value2&Param1=value1",
                "https://sqs.example/?Param1=value2&Param1=value1",
                "https://sqs.example/?Param1=Value1&param1=value2",
                "https://sqs.example/?-._~0123456789=-._~0123456789",
                "https://sqs.example/?%E1%88%B4=bar",
                "https://sqs.example/?Body=a%20b%2Bc%26d%3D%2F",
                "https://sqs.example/?Empty=",
            })
    void whatTheSdkSignsIsTaken(String uri) {
        assertThat(verdict(signed(plain(uri, request -> {}), BODY, Signing.RIGHT)))
                .isEqualTo("shop");
        assertThat(verdict(signed(plain(uri, get -> {}), "", Signing.RIGHT))).isEqualTo("shop");
    }

    @Test
    void headersAreTakenWhateverTheirBlanksAndHoweverMany() {
        assertThat(verdict(signed(
                        plain(
                                "https://sqs.example/",
                                request -> request.putHeader("My-Header1", "  a   b   c  ")
                                        .putHeader("My-Header2", List.of("value4", "value1", "value3"))),
                        BODY,
                        Signing.RIGHT)))
                .isEqualTo("shop");
    }

    @Test
    void aPresignedRequestIsTakenUntilItsTimeIsOver() {
        SdkHttpRequest.Builder plain = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create("https://sqs.example/111111111111/jobs?Action=ReceiveMessage&Version=2012-11-05"));
        Signing early = Signing.RIGHT.inQuery().at(NOW.minus(Duration.ofMinutes(59)));
        Signing late = Signing.RIGHT.inQuery().at(NOW.minus(Duration.ofMinutes(61)));

        assertThat(verdict(signed(plain, "", early))).isEqualTo("shop");
        assertThat(refusal(signed(plain, "", late)))
                .hasValue(new ApiError(
                        io.sluice.node.edge.call.ErrorShape.REQUEST_EXPIRED,
                        "Signature expired: 20260301T115900Z is now earlier than 20260301T120000Z"));
    }

    @ParameterizedTest
    @CsvSource({"-15,shop", "15,shop", "-16,SignatureDoesNotMatch", "16,SignatureDoesNotMatch"})
    void aClockMayBeAQuarterOfAnHourOff(int minutes, String verdict) {
        Signing how = Signing.RIGHT.at(NOW.plus(Duration.ofMinutes(minutes)));

        assertThat(verdict(signed(plain("https://sqs.example/", request -> {}), BODY, how)))
                .isEqualTo(verdict);
    }

    @Test
    void theTextsOfAClockThatIsOffAreAws() {
        SdkHttpRequest.Builder plain = plain("https://sqs.example/", request -> {});

        assertThat(refusal(signed(plain, BODY, Signing.RIGHT.at(NOW.minus(Duration.ofHours(1)))))
                        .map(ApiError::text))
                .hasValue("Signature expired: 20260301T110000Z is now earlier than 20260301T114500Z"
                        + " (20260301T120000Z - 15 min.)");
        assertThat(refusal(signed(plain, BODY, Signing.RIGHT.at(NOW.plus(Duration.ofHours(1)))))
                        .map(ApiError::text))
                .hasValue("Signature not yet current: 20260301T130000Z is still later than 20260301T121500Z"
                        + " (20260301T120000Z + 15 min.)");
    }

    @Test
    void anotherSecretKeyRegionOrServiceIsRefused() {
        SdkHttpRequest.Builder plain = plain("https://sqs.example/", request -> {});
        String secret = TestKeys.SECRET;

        assertThat(refusal(signed(plain, BODY, new Signing(TestKeys.ID, secret + "x", "us-east-1", "sqs", NOW, false)))
                        .map(ApiError::text))
                .hasValue(MISMATCH_TEXT);
        assertThat(verdict(signed(
                        plain, BODY, new Signing("SLKYBBBBBBBBBBBBBBBB", secret, "us-east-1", "sqs", NOW, false))))
                .isEqualTo("InvalidClientTokenId");
        assertThat(verdict(signed(plain, BODY, new Signing(TestKeys.ID, secret, "eu-west-1", "sqs", NOW, false))))
                .isEqualTo(MISMATCH);
        assertThat(verdict(signed(plain, BODY, new Signing(TestKeys.ID, secret, "us-east-1", "sns", NOW, false))))
                .isEqualTo(MISMATCH);
    }

    @Test
    void aDeletedKeyIsUnknown() {
        keys.without(TestKeys.ID);

        assertThat(verdict(right())).isEqualTo("InvalidClientTokenId");
    }

    @Test
    void aSessionTokenIsOneThatNobodyHasGiven() {
        SdkHttpRequest.Builder plain =
                plain("https://sqs.example/", request -> request.putHeader("X-Amz-Security-Token", "session"));

        assertThat(verdict(signed(plain, BODY, Signing.RIGHT))).isEqualTo("InvalidClientTokenId");
    }

    @Test
    void whatIsNotSignedAtAllIsMissingItsToken() {
        SignedRequest plain =
                Signing.came(plain("https://sqs.example/", request -> {}).build(), new byte[0]);

        assertThat(refusal(plain).map(ApiError::text)).hasValue("Missing Authentication Token");
    }

    private static SignedRequest with(SignedRequest request, Consumer<RequestHeadersBuilder> change) {
        RequestHeadersBuilder headers = request.headers().toBuilder();
        change.accept(headers);
        return new SignedRequest(headers.build(), request.path(), request.query(), request.body());
    }

    private static SignedRequest authorization(UnaryOperator<String> change) {
        SignedRequest right = right();
        String given = String.valueOf(right.headers().get("authorization"));
        String changed = change.apply(given);
        assertThat(changed).isNotEqualTo(given);
        return with(right, headers -> headers.set("authorization", changed));
    }

    @Test
    void everyMutationIsRefused() {
        SignedRequest right = right();
        assertThat(verdict(right)).isEqualTo("shop");

        List<SignedRequest> mutations = List.of(
                new SignedRequest(right.headers(), right.path(), right.query(), HttpData.ofUtf8("{}")),
                new SignedRequest(right.headers(), right.path(), right.query(), HttpData.empty()),
                new SignedRequest(right.headers(), "/other", right.query(), right.body()),
                new SignedRequest(right.headers(), "/jobs/..%2F", right.query(), right.body()),
                new SignedRequest(right.headers(), right.path(), "a=b", right.body()),
                with(right, headers -> headers.set("x-amz-target", "AmazonSQS.DeleteQueue")),
                with(right, headers -> headers.add("x-amz-target", "AmazonSQS.DeleteQueue")),
                with(right, headers -> headers.remove("x-amz-target")),
                with(right, headers -> headers.set("content-type", "application/json")),
                with(right, headers -> headers.authority("other.example")),
                with(right, headers -> headers.method(HttpMethod.PUT)),
                with(right, headers -> headers.set("x-amz-date", "20260301T120001Z")),
                with(right, headers -> headers.set("x-amz-content-sha256", "UNSIGNED-PAYLOAD")),
                with(right, headers -> headers.set("x-amz-content-sha256", "0".repeat(64))),
                with(right, headers -> headers.set("x-amz-other", "unsigned")),
                authorization(given -> given.substring(0, given.length() - 1) + (given.endsWith("0") ? "1" : "0")),
                authorization(given -> given.substring(0, given.length() - 1)),
                authorization(given -> given + "0"),
                authorization(given -> given.replace("content-type;", "")),
                authorization(given -> given.replace("host;", "")),
                authorization(given -> given.replace("/20260301/", "/20260228/")));
        for (int i = 0; i < mutations.size(); i++) {
            assertThat(verdict(mutations.get(i))).as("mutation %d", i).isEqualTo(MISMATCH);
        }
    }

    @Test
    void aBrokenAuthorizationIsIncomplete() {
        List<SignedRequest> broken = List.of(
                authorization(given -> "AWS4-HMAC-SHA256"),
                authorization(given -> "AWS4-HMAC-SHA256 "),
                authorization(given -> "Bearer x"),
                authorization(given -> ""),
                authorization(given -> given.replace("Credential=", "Credentials=")),
                authorization(given -> given.replace("Signature=", "Signatures=")),
                authorization(given -> given.replace("SignedHeaders=", "Headers=")),
                authorization(given -> given.replace("/aws4_request", "")),
                authorization(given -> given.replace("/aws4_request", "/aws5_request")),
                authorization(given -> given + ",x=" + "y".repeat(5_000)),
                with(right(), headers -> headers.remove("x-amz-date")),
                with(right(), headers -> headers.set("x-amz-date", "yesterday")));
        for (int i = 0; i < broken.size(); i++) {
            assertThat(verdict(broken.get(i))).as("broken %d", i).isEqualTo("IncompleteSignature");
        }
    }

    @Test
    void whatLacksSomethingIsToldWhat() {
        SignedRequest request = with(authorization(given -> "AWS4-HMAC-SHA256 x"), h -> h.remove("x-amz-date"));

        assertThat(refusal(request).map(ApiError::text))
                .hasValue("Authorization header requires 'Credential' parameter. Authorization header requires"
                        + " 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter."
                        + " Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
                        + " Authorization=AWS4-HMAC-SHA256");
    }

    @Test
    void aSignatureInTwoPlacesIsRefused() {
        SignedRequest right = right();
        SignedRequest both =
                new SignedRequest(right.headers(), right.path(), "X-Amz-Algorithm=AWS4-HMAC-SHA256", right.body());

        assertThat(refusal(both).map(ApiError::text))
                .hasValue("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
    }
}
