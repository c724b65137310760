package io.sluice.node.edge.wire.sign;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.sluice.node.edge.keys.TestKeys;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Signatures in the query: whatever is changed about one, it is refused; so is what is no claim at all. */
final class PresignedTest {
    private static final int ROUNDS = 3_000;
    private static final String ADDRESS =
            "https://sqs.example/111111111111/jobs?Action=SendMessage&MessageBody=a%20b%2Bc&Version=2012-11-05";

    private final Verifier verifier = Signing.verifier(Signing.keys(TestKeys.ID), Signing.NOW);
    private final Random random = new Random(20_261_130);

    private static SdkHttpRequest.Builder plain() {
        return SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(URI.create(ADDRESS));
    }

    private static SignedRequest presigned() {
        return Signing.RIGHT.inQuery().signed(plain(), "");
    }

    private String verdict(SignedRequest request) {
        return Signing.verdict(verifier, "sqs", request);
    }

    private static SignedRequest query(UnaryOperator<String> change) {
        SignedRequest right = presigned();
        String changed = change.apply(right.query());
        assertThat(changed).isNotEqualTo(right.query());
        return new SignedRequest(right.headers(), right.path(), changed, right.body());
    }

    private static SignedRequest with(Consumer<RequestHeadersBuilder> change) {
        SignedRequest right = presigned();
        RequestHeadersBuilder headers = right.headers().toBuilder();
        change.accept(headers);
        return new SignedRequest(headers.build(), right.path(), right.query(), right.body());
    }

    @Test
    void everyMutationIsRefused() {
        SignedRequest right = presigned();
        assertThat(verdict(right)).isEqualTo(Signing.SHOP);

        List<SignedRequest> mutations = List.of(
                new SignedRequest(right.headers(), "/111111111111/other", right.query(), right.body()),
                new SignedRequest(right.headers(), right.path(), right.query(), HttpData.ofUtf8("Action=DeleteQueue")),
                with(headers -> headers.method(HttpMethod.POST)),
                with(headers -> headers.authority("other.example")),
                with(headers -> headers.add("x-amz-target", "AmazonSQS.DeleteQueue")),
                with(headers -> headers.add("x-amz-date", "20260301T120000Z")),
                query(given -> given.replace("a%20b", "a%20c")),
                query(given -> given.replace("b%2Bc", "b%20c")),
                query(given -> given.replace("b%2Bc", "b+c")),
                query(given -> given.replace("a%20b", "a%2Bb")),
                query(given -> given.replace("a%20b", "a%2520b")),
                query(given -> given.replace("SendMessage", "DeleteQueue")),
                query(given -> given.replace("Action=", "action=")),
                query(given -> given.replace("&Version=2012-11-05", "")),
                query(given -> given + "&Action=DeleteQueue"),
                query(given -> "Action=DeleteQueue&" + given),
                query(given -> given + "&X-Amz-Expires=604800"),
                query(given -> "X-Amz-Expires=604800&" + given),
                query(given -> given.replace("X-Amz-Expires=3600", "X-Amz-Expires=3601")),
                query(given -> given.replace("X-Amz-Date=20260301T120000Z", "X-Amz-Date=20260301T120001Z")),
                query(given -> given.replace("20260301%2F", "20260228%2F")),
                query(given -> given.replace("us-east-1", "eu-west-1")),
                query(given -> given.replace("%2Fsqs%2F", "%2Fsns%2F")),
                query(given -> given.replace("X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=host%3Bdate")),
                query(given -> given.replace("X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=date")),
                query(given -> given.replaceAll("X-Amz-Signature=[0-9a-f]{64}", "X-Amz-Signature=" + "0".repeat(64))),
                query(given -> given.replaceAll("(X-Amz-Signature=[0-9a-f]{63})[0-9a-f]", "$1")),
                query(given -> "X-Amz-Signature=0&" + given));
        for (int i = 0; i < mutations.size(); i++) {
            assertThat(verdict(mutations.get(i))).as("mutation %d", i).isEqualTo(Signing.MISMATCH);
        }
    }

    @ParameterizedTest
    @CsvSource({"X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature"})
    void aRequestThatLacksAParameterIsIncomplete(String name) {
        assertThat(verdict(query(given -> given.replaceAll("&?" + name + "=[^&]*", ""))))
                .isEqualTo("IncompleteSignature");
    }

    @ParameterizedTest
    @CsvSource({"0", "604801", "-1", "1e3", "99999999999999999999", "%C2%B2"})
    void aTimeThatNoRequestMayHaveIsIncomplete(String seconds) {
        assertThat(verdict(query(given -> given.replace("X-Amz-Expires=3600", "X-Amz-Expires=" + seconds))))
                .isEqualTo("IncompleteSignature");
    }

    @Test
    void whatMeansTheSameIsTaken() {
        assertThat(verdict(query(given -> given.replace("a%20b", "a+b")))).isEqualTo(Signing.SHOP);
        assertThat(verdict(query(given -> given.replace("a%20b", "%61%20b")))).isEqualTo(Signing.SHOP);
        assertThat(verdict(query(given -> "Version=2012-11-05&" + given.replace("&Version=2012-11-05", ""))))
                .isEqualTo(Signing.SHOP);
    }

    @Test
    void aMutilatedQueryIsRefusedUnlessItStillSaysTheSame() {
        SignedRequest right = presigned();
        for (int i = 0; i < ROUNDS; i++) {
            String mutilated = mutilated(right.query());
            SignedRequest request = new SignedRequest(right.headers(), right.path(), mutilated, right.body());

            assertThat(verdict(request).equals(Signing.SHOP))
                    .as(mutilated)
                    .isEqualTo(CanonicalQuery.of(mutilated).equals(CanonicalQuery.of(right.query()))
                            && Claim.of(request).equals(Claim.of(right)));
        }
    }

    @Test
    void aMutilatedHeaderIsRefusedUnlessItStillClaimsTheSame() {
        SignedRequest right = Signing.RIGHT.signed(plain(), "");
        String given = String.valueOf(right.headers().get("authorization"));
        for (int i = 0; i < ROUNDS; i++) {
            String mutilated = mutilated(given);
            RequestHeadersBuilder headers = right.headers().toBuilder();
            headers.set("authorization", mutilated);
            SignedRequest request = new SignedRequest(headers.build(), right.path(), right.query(), right.body());

            assertThat(verdict(request).equals(Signing.SHOP))
                    .as(mutilated)
                    .isEqualTo(Claim.of(request).equals(Claim.of(right)));
        }
    }

    /** A few characters changed or put in, a piece doubled, or one left out. */
    private String mutilated(String text) {
        StringBuilder made = new StringBuilder(text);
        for (int steps = random.nextInt(4); steps >= 0 && made.length() > 1; steps--) {
            int at = random.nextInt(made.length());
            int end = Math.min(made.length(), at + 1 + random.nextInt(40));
            char one = "=&,;/% +aZ0\u00e9-".charAt(random.nextInt(13));
            switch (random.nextInt(5)) {
                case 0 -> made.setCharAt(at, one);
                case 1 -> made.insert(at, one);
                case 2 -> made.delete(at, end);
                case 3 -> made.insert(at, made.substring(at, end));
                default -> made.setLength(at + 1);
            }
        }
        return made.toString();
    }
}
