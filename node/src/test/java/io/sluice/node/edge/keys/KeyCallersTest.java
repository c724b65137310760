package io.sluice.node.edge.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Attributes;
import io.grpc.Metadata;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.Failures;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyCallersTest {
    private final TestKeys keys = new TestKeys().with(TestKeys.ID, "111111111111", "shop", List.of("*"), List.of("*"));
    private final KeyCallers callers = new KeyCallers(keys.ring());

    private String who(@Nullable String authorization) {
        Metadata headers = new Metadata();
        if (authorization != null) {
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
        }
        CompletableFuture<Caller> caller = callers.of(headers, Attributes.EMPTY);
        return caller.handle((known, thrown) -> thrown == null
                        ? known.identity().arn()
                        : ((ApiFailure) Failures.cause(thrown)).error().shape().shapeName())
                .join();
    }

    @Test
    void aKeyWithItsSecretIsItsUser() {
        assertThat(who("Bearer " + TestKeys.ID + ":" + TestKeys.SECRET))
                .isEqualTo("arn:aws:iam::111111111111:user/shop");
        assertThat(who("bearer " + TestKeys.ID + ":" + TestKeys.SECRET)).startsWith("arn:");
    }

    @Test
    void whoBringsNothingIsTold() {
        assertThat(who(null)).isEqualTo("MissingAuthenticationTokenException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer x",
                "Basic " + TestKeys.ID + ":" + TestKeys.SECRET,
                "Bearer " + TestKeys.ID + ":",
                "Bearer " + TestKeys.ID + ":" + TestKeys.SECRET + "x",
                "Bearer " + TestKeys.ID + "x:" + TestKeys.SECRET,
                "Bearer SLKYBBBBBBBBBBBBBBBB:" + TestKeys.SECRET
            })
    void whatIsNoKeyProvesNobody(String authorization) {
        assertThat(who(authorization)).isEqualTo("UnrecognizedClientException");
    }

    @Test
    void aDeletedKeyIsRefusedAtOnce() {
        String authorization = "Bearer " + TestKeys.ID + ":" + TestKeys.SECRET;
        assertThat(who(authorization)).startsWith("arn:");

        keys.without(TestKeys.ID);

        assertThat(who(authorization)).isEqualTo("UnrecognizedClientException");
    }
}
