package io.sluice.node.edge.keys;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.Callers;
import io.sluice.node.edge.call.ErrorShape;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Callers of gRPC who bring an access key in their metadata: {@code authorization: Bearer ID:SECRET}. Thread-safe. */
public final class KeyCallers implements Callers {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String SCHEME = "Bearer ";

    private final KeyRing keys;

    /** Callers who bring one of these. */
    public KeyCallers(KeyRing keys) {
        this.keys = keys;
    }

    /** What is said to those who bring nothing. */
    public static ApiError missing() {
        return new ApiError(ErrorShape.MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token");
    }

    /** What is said to those whose key or secret is none. */
    public static ApiError unknown() {
        return new ApiError(ErrorShape.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
    }

    @Override
    public CompletableFuture<Caller> of(Metadata headers, Attributes connection) {
        String brought = headers.get(AUTHORIZATION);
        if (brought == null) {
            return ApiFailure.future(missing());
        }
        int colon = brought.indexOf(':', SCHEME.length());
        if (!brought.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || colon < 0) {
            return ApiFailure.future(unknown());
        }
        byte[] secret = brought.substring(colon + 1).getBytes(StandardCharsets.UTF_8);
        CompletableFuture<Optional<KnownKey>> found = keys.find(brought.substring(SCHEME.length(), colon));
        return found.thenApply(key -> new Caller(
                key.filter(known -> known.is(secret))
                        .orElseThrow(() -> new ApiFailure(unknown()))
                        .identity(),
                Callers.address(connection),
                connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION) != null));
    }
}
