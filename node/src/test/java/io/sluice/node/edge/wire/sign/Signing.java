package io.sluice.node.edge.wire.sign;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.Failures;
import io.sluice.node.edge.keys.TestKeys;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * How AWS's own signer signs a test's request, and what a verifier of one key that stands at {@link #NOW} says to it.
 *
 * @param presigned in the query, for an hour, rather than in headers
 */
record Signing(String keyId, String secret, String region, String service, Instant time, boolean presigned) {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Signing RIGHT = new Signing(TestKeys.ID, TestKeys.SECRET, "us-east-1", "sqs", NOW, false);
    /** Whom the verdict names when a signature is right. */
    static final String SHOP = "shop";

    static final String MISMATCH = "SignatureDoesNotMatch";

    Signing at(Instant when) {
        return new Signing(keyId, secret, region, service, when, presigned);
    }

    Signing inQuery() {
        return new Signing(keyId, secret, region, service, time, true);
    }

    SignedRequest signed(SdkHttpRequest.Builder plain, String body) {
        AwsCredentialsIdentity identity = AwsCredentialsIdentity.create(keyId, secret);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SignRequest.Builder<AwsCredentialsIdentity> request = SignRequest.builder(identity)
                .request(plain.build())
                .payload(() -> new ByteArrayInputStream(bytes))
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC));
        if (presigned) {
            request.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofHours(1));
        }
        return came(AwsV4HttpSigner.create().sign(request.build()).request(), bytes);
    }

    static SignedRequest came(SdkHttpRequest request, byte[] body) {
        String query = request.encodedQueryParameters().orElse("");
        String target = request.encodedPath() + (query.isEmpty() ? "" : "?" + query);
        RequestHeadersBuilder headers = RequestHeaders.builder(
                        HttpMethod.valueOf(request.method().name()), target.isEmpty() ? "/" : target)
                .authority(request.host() + (request.port() == 443 ? "" : ":" + request.port()));
        request.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                values.forEach(value -> headers.add(name.toLowerCase(Locale.ROOT), value));
            }
        });
        return SignedRequest.of(headers.build(), target, HttpData.wrap(body));
    }

    /** Of keys that are all {@link #SHOP}'s. */
    static Verifier verifier(TestKeys keys, Instant now) {
        return new Verifier(
                keys.ring(),
                new Verifier.Settings("us-east-1", Duration.ofMinutes(15), Clock.fixed(now, ZoneOffset.UTC)));
    }

    /** Keys of which one has that id. */
    static TestKeys keys(String id) {
        return new TestKeys().with(id, "111111111111", SHOP, List.of("*"), List.of("*"));
    }

    /** Who has signed, or else the code of the refusal. */
    static String verdict(Verifier verifier, String service, SignedRequest request) {
        return refusal(verifier, service, request)
                .map(error -> error.shape().queryCode())
                .orElse(SHOP);
    }

    /** Why a request is refused; empty when it is not. */
    static Optional<ApiError> refusal(Verifier verifier, String service, SignedRequest request) {
        return verifier.signer(request, service)
                .handle((who, thrown) -> thrown == null
                        ? Optional.<ApiError>empty()
                        : Optional.of(((ApiFailure) Failures.cause(thrown)).error()))
                .join();
    }
}
