package io.sluice.node.edge.wire.sign;

import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.edge.call.ErrorShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says of its signature.
 *
 * @param keyId who claims to have signed it
 * @param day of the signing key, {@code yyyymmdd}
 * @param time of the signature, {@code yyyymmddThhmmssZ}, as it was written
 * @param signedHeaders names in lower case, in the order given
 * @param signature in hex
 * @param token session token; empty for none
 * @param expiresSeconds how long a presigned request holds; empty for one that is signed in its headers
 */
record Claim(
        String keyId,
        String day,
        String region,
        String service,
        String time,
        List<String> signedHeaders,
        String signature,
        String token,
        Optional<Long> expiresSeconds) {
    /** What the string to sign begins with, and the header or parameter that names the algorithm. */
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final String TERMINATOR = "aws4_request";
    private static final int AUTHORIZATION_CHARS_MAX = 4096;
    private static final int SIGNED_HEADERS_MAX = 100;
    private static final int SCOPE_PARTS = 5;
    private static final long EXPIRES_SECONDS_MAX = 604_800;

    /** Scope of the signature, as the string to sign has it. */
    String scope() {
        return day + "/" + region + "/" + service + "/" + TERMINATOR;
    }

    /** What the request says in its headers or its query; nothing in either is {@code MissingAuthenticationToken}. */
    static Checked<Claim> of(SignedRequest request) {
        String authorization = request.headers().get("authorization");
        Map<String, String> query = parameters(request.query());
        boolean presigned = query.containsKey("X-Amz-Algorithm");
        if (authorization != null && presigned) {
            return Checked.bad(new ApiError(
                    ErrorShape.INVALID_SIGNATURE,
                    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."));
        }
        if (authorization != null) {
            return inHeaders(request, authorization);
        }
        return presigned ? inQuery(query) : Checked.bad(SignatureErrors.missing());
    }

    private static Checked<Claim> inHeaders(SignedRequest request, String authorization) {
        if (authorization.length() > AUTHORIZATION_CHARS_MAX) {
            return incomplete("Authorization header is longer than " + AUTHORIZATION_CHARS_MAX + " characters.");
        }
        int blank = authorization.indexOf(' ');
        String algorithm = blank < 0 ? authorization : authorization.substring(0, blank);
        if (!algorithm.equals(ALGORITHM)) {
            return incomplete("Unsupported AWS 'algorithm': '" + shown(algorithm) + "'.");
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : authorization
                .substring(blank < 0 ? authorization.length() : blank)
                .split(",", -1)) {
            int equal = part.indexOf('=');
            if (equal > 0) {
                parts.put(
                        part.substring(0, equal).strip(),
                        part.substring(equal + 1).strip());
            }
        }
        String time = Optional.ofNullable(request.headers().get("x-amz-date"))
                .or(() -> Optional.ofNullable(request.headers().get("date")).map(SignatureTimes::ofHttpDate))
                .orElse("");
        List<String> lacks = new ArrayList<>();
        for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
            if (parts.getOrDefault(name, "").isEmpty()) {
                lacks.add("Authorization header requires '" + name + "' parameter.");
            }
        }
        if (time.isEmpty()) {
            lacks.add("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }
        if (!lacks.isEmpty()) {
            return incomplete(String.join(" ", lacks) + " Authorization=" + algorithm);
        }
        String token = Optional.ofNullable(request.headers().get("x-amz-security-token"))
                .orElse("");
        return claim(parts, time, token, Optional.empty());
    }

    private static Checked<Claim> inQuery(Map<String, String> query) {
        String algorithm = query.getOrDefault("X-Amz-Algorithm", "");
        if (!algorithm.equals(ALGORITHM)) {
            return incomplete("Unsupported AWS 'algorithm': '" + shown(algorithm) + "'.");
        }
        List<String> lacks = new ArrayList<>();
        Map<String, String> parts = new HashMap<>();
        for (String name : List.of("Credential", "Signature", "SignedHeaders", "Date", "Expires")) {
            String value = query.getOrDefault("X-Amz-" + name, "");
            parts.put(name, value);
            if (value.isEmpty()) {
                lacks.add("AWS query-string parameters must include 'X-Amz-" + name + "'.");
            }
        }
        if (!lacks.isEmpty()) {
            return incomplete(String.join(" ", lacks) + " Re-examine the query-string parameters.");
        }
        Optional<Long> expires = seconds(parts.getOrDefault("Expires", ""));
        return expires.isEmpty()
                ? incomplete("X-Amz-Expires must be a number between 1 and " + EXPIRES_SECONDS_MAX + ".")
                : claim(parts, parts.getOrDefault("Date", ""), query.getOrDefault("X-Amz-Security-Token", ""), expires);
    }

    private static Optional<Long> seconds(String text) {
        return text.matches("[0-9]{1,6}")
                ? Optional.of(Long.parseLong(text)).filter(value -> value >= 1 && value <= EXPIRES_SECONDS_MAX)
                : Optional.empty();
    }

    private static Checked<Claim> claim(
            Map<String, String> parts, String time, String token, Optional<Long> expiresSeconds) {
        String credential = parts.getOrDefault("Credential", "");
        String[] scope = credential.split("/", -1);
        if (scope.length != SCOPE_PARTS || !scope[SCOPE_PARTS - 1].equals(TERMINATOR)) {
            return incomplete("Credential must have exactly 5 slash-delimited elements, e.g."
                    + " keyid/date/region/service/term, got '" + shown(credential) + "'");
        }
        List<String> signedHeaders = List.of(
                parts.getOrDefault("SignedHeaders", "").toLowerCase(Locale.ROOT).split(";", -1));
        if (signedHeaders.size() > SIGNED_HEADERS_MAX) {
            return incomplete("At most " + SIGNED_HEADERS_MAX + " headers may be signed.");
        }
        return Checked.good(new Claim(
                scope[0],
                scope[1],
                scope[2],
                scope[3],
                time,
                signedHeaders,
                parts.getOrDefault("Signature", ""),
                token,
                expiresSeconds));
    }

    private static Checked<Claim> incomplete(String text) {
        return Checked.bad(new ApiError(ErrorShape.INCOMPLETE_SIGNATURE, text));
    }

    /** As much of what a client sent as a text may repeat. */
    private static String shown(String text) {
        return text.length() <= 128 ? text : text.substring(0, 128);
    }

    /** Parameters by name, decoded; of two of one name the first counts. */
    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (CanonicalQuery.Pair pair : CanonicalQuery.pairs(query)) {
            parameters.putIfAbsent(Escapes.decoded(pair.name()), Escapes.decoded(pair.value()));
        }
        return parameters;
    }
}
