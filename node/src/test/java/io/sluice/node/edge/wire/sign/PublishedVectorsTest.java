package io.sluice.node.edge.wire.sign;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.sluice.node.edge.keys.TestKeys;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The cases of the test suite that AWS publishes for Signature Version 4: with the signatures that it publishes, and,
 * where its paths are written as no client sends them, with those that the SDK makes of the same.
 */
final class PublishedVectorsTest {
    private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");
    /** No signature is over the id, so ours stands for the one that is published. */
    private static final String ID = TestKeys.ID;

    private static final String VANILLA = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    private static final String POST_VANILLA = "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b";
    private static final String FORM = "content-type:application/x-www-form-urlencoded";

    private final Verifier verifier = Signing.verifier(Signing.keys(ID), NOW);

    private static Arguments vector(
            String name, HttpMethod method, String target, List<String> headers, String body, String signature) {
        return Arguments.of(name, method, target, headers, body, signature);
    }

    private static Arguments get(String name, String target, String signature, String... headers) {
        return vector(name, HttpMethod.GET, target, List.of(headers), "", signature);
    }

    private static Arguments post(String name, String target, String signature, String... headers) {
        return vector(name, HttpMethod.POST, target, List.of(headers), "", signature);
    }

    static Stream<Arguments> vectors() {
        return Stream.of(paths(), queries(), headers(), posts()).flatMap(all -> all);
    }

    private static Stream<Arguments> paths() {
        return Stream.of(
                get("get-vanilla", "/", VANILLA),
                get("get-relative", "/example/..", VANILLA),
                get("get-relative-relative", "/example1/example2/../..", VANILLA),
                get("get-slash", "//", VANILLA),
                get("get-slash-dot-slash", "/./", VANILLA),
                get("get-slashes", "//example//", "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
                get(
                        "get-slash-pointless-dot",
                        "/./example",
                        "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"),
                get("get-space", "/example space/", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
                get(
                        "get-unreserved",
                        "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
                get("get-utf8", "/\u1234", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"));
    }

    private static Stream<Arguments> queries() {
        return Stream.of(
                get(
                        "get-vanilla-query-order-key-case",
                        "/?Param2=value2&Param1=value1",
                        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
                get(
                        "get-vanilla-utf8-query",
                        "/?\u1234=bar",
                        "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"));
    }

    private static Stream<Arguments> headers() {
        return Stream.of(
                get(
                        "get-header-key-duplicate",
                        "/",
                        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
                        "my-header1:value2",
                        "my-header1:value2",
                        "my-header1:value1"),
                get(
                        "get-header-value-order",
                        "/",
                        "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
                        "my-header1:value4",
                        "my-header1:value1",
                        "my-header1:value3",
                        "my-header1:value2"),
                get(
                        "get-header-value-trim",
                        "/",
                        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
                        "my-header1: value1",
                        "my-header2: \"a   b   c\""));
    }

    private static Stream<Arguments> posts() {
        return Stream.of(
                post("post-vanilla", "/", POST_VANILLA),
                post("post-header-key-case", "/", POST_VANILLA),
                post(
                        "post-header-key-sort",
                        "/",
                        "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
                        "my-header1:value1"),
                post(
                        "post-header-value-case",
                        "/",
                        "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
                        "my-header1:VALUE1"),
                post(
                        "post-vanilla-query",
                        "/?Param1=value1",
                        "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"),
                vector(
                        "post-x-www-form-urlencoded",
                        HttpMethod.POST,
                        "/",
                        List.of(FORM),
                        "Param1=value1",
                        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
                vector(
                        "post-x-www-form-urlencoded-parameters",
                        HttpMethod.POST,
                        "/",
                        List.of(FORM + "; charset=utf8"),
                        "Param1=value1",
                        "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void aPublishedSignatureIsTaken(
            String name, HttpMethod method, String target, List<String> more, String body, String signature) {
        RequestHeadersBuilder headers = RequestHeaders.builder(method, "/")
                .authority("example.amazonaws.com")
                .add("x-amz-date", "20150830T123600Z");
        more.forEach(header ->
                headers.add(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 1)));
        String names = Stream.concat(
                        Stream.of("host", "x-amz-date"), more.stream().map(one -> one.substring(0, one.indexOf(':'))))
                .distinct()
                .sorted()
                .reduce((one, other) -> one + ";" + other)
                .orElseThrow();
        headers.add(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=" + ID + "/20150830/us-east-1/service/aws4_request, SignedHeaders=" + names
                        + ", Signature=" + signature);

        assertThat(Signing.verdict(
                        verifier, "service", SignedRequest.of(headers.build(), target, HttpData.ofUtf8(body))))
                .isEqualTo(Signing.SHOP);
    }

    @ParameterizedTest
    @CsvSource({
        "/example/..",
        "/example1/example2/../..",
        "/example/../",
        "/a/b/../c/",
        "//",
        "/./",
        "/.",
        "/example/.",
        "/a/b/..",
        "//example//",
        "/./example",
        "/example%20space/",
        "/%E1%88%B4",
        "/a%2Fb/%2E%2e/c",
    })
    void aPathIsTakenAsTheSdkSignsIt(String path) {
        SdkHttpRequest.Builder plain = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create("https://example.amazonaws.com/"))
                .encodedPath(path);
        Signing signing = new Signing(ID, Signing.RIGHT.secret(), "us-east-1", "service", NOW, false);

        assertThat(Signing.verdict(verifier, "service", signing.signed(plain.copy(), "")))
                .isEqualTo(Signing.SHOP);
        assertThat(Signing.verdict(verifier, "service", signing.inQuery().signed(plain.copy(), "")))
                .isEqualTo(Signing.SHOP);
    }
}
