package io.sluice.node.edge.wire.sign;

import io.sluice.node.edge.access.Identity;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.keys.KeyRing;
import io.sluice.node.edge.keys.KnownKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out who has signed a request, by AWS's Signature Version 4, in headers or in the query. Nothing of the request
 * is decoded before that. Thread-safe.
 */
public final class Verifier {
    private final KeyRing keys;
    private final Settings settings;

    /**
     * What signatures must be for.
     *
     * @param region the node's
     * @param skewMax how far the time of a signature may be from the clock
     */
    public record Settings(String region, Duration skewMax, Clock clock) {}

    /** Finds signers among the holders of these keys. */
    public Verifier(KeyRing keys, Settings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /** The service that a request says it is signed for; nothing of it is checked. */
    public static Optional<String> service(SignedRequest request) {
        return Claim.of(request).match(claim -> Optional.of(claim.service()), error -> Optional.empty());
    }

    /**
     * Who has signed the request; fails with {@link ApiFailure} when nobody has whom we know.
     *
     * @param service that the request is for, as credentials write it
     */
    public CompletableFuture<Identity> signer(SignedRequest request, String service) {
        return Claim.of(request).compose(claim -> signer(request, claim, service));
    }

    private CompletableFuture<Identity> signer(SignedRequest request, Claim claim, String service) {
        CompletableFuture<Optional<KnownKey>> found = keys.find(claim.keyId());
        return found.thenApply(key -> {
            // No key of ours comes with a session, so a session's token is one that we have not given.
            KnownKey known = key.filter(one -> claim.token().isEmpty())
                    .orElseThrow(() -> new ApiFailure(SignatureErrors.unknownKey()));
            Optional<ApiError> problem = problem(request, claim, known, service);
            if (problem.isPresent()) {
                throw new ApiFailure(problem.get());
            }
            return known.identity();
        });
    }

    private Optional<ApiError> problem(SignedRequest request, Claim claim, KnownKey key, String service) {
        Instant now = settings.clock().instant();
        return SignatureTimes.problem(claim, now, settings.skewMax())
                .or(() -> scopeProblem(claim, service))
                .or(() -> CanonicalRequest.problem(request, claim))
                .or(() -> mismatch(request, claim, key));
    }

    private Optional<ApiError> scopeProblem(Claim claim, String service) {
        if (!claim.region().equals(settings.region())) {
            return Optional.of(SignatureErrors.invalid(
                    "Credential should be scoped to a valid region, not '" + claim.region() + "'."));
        }
        return claim.service().equals(service)
                ? Optional.empty()
                : Optional.of(
                        SignatureErrors.invalid("Credential should be scoped to correct service: '" + service + "'."));
    }

    private static Optional<ApiError> mismatch(SignedRequest request, Claim claim, KnownKey key) {
        String digest = hex(sha256(request.body().array()));
        String told = request.headers().get("x-amz-content-sha256");
        // A digest that is told must be the body's. So UNSIGNED-PAYLOAD, which is for S3, is none either.
        if (told != null && !told.equals(digest)) {
            return Optional.of(SignatureErrors.mismatch());
        }
        String canonical = CanonicalRequest.of(request, claim, digest);
        String toSign = Claim.ALGORITHM + "\n" + claim.time() + "\n" + claim.scope() + "\n"
                + hex(sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] made = key.sign(claim.day(), claim.region(), claim.service(), toSign);
        byte[] given = claim.signature().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(hex(made).getBytes(StandardCharsets.US_ASCII), given)
                ? Optional.empty()
                : Optional.of(SignatureErrors.mismatch());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
