package io.sluice.node.edge.wire.sign;

import com.linecorp.armeria.common.RequestHeaders;
import io.netty.util.AsciiString;
import io.sluice.node.edge.call.ApiError;
import java.util.List;
import java.util.Optional;

/**
 * The text that a signature is over: method, path, query, the signed headers and the digest of the body, each in one
 * spelling.
 */
final class CanonicalRequest {
    private static final String HOST = "host";
    private static final String AMAZON = "x-amz-";

    private CanonicalRequest() {}

    /**
     * What is wrong with the choice of signed headers; empty when nothing is. The host must be among them, or a request
     * could be carried to another; so must be all headers of AWS, for they say what is called, when and by whom.
     */
    static Optional<ApiError> problem(SignedRequest request, Claim claim) {
        if (!claim.signedHeaders().contains(HOST)) {
            return Optional.of(SignatureErrors.invalid(
                    "'Host' or ':authority' must be a 'SignedHeader' in the AWS" + " Authorization."));
        }
        for (AsciiString name : request.headers().names()) {
            String text = name.toString();
            if (text.startsWith(AMAZON) && !claim.signedHeaders().contains(text)) {
                return Optional.of(SignatureErrors.invalid(
                        "'" + text + "' must be a 'SignedHeader' in the AWS" + " Authorization."));
            }
        }
        return Optional.empty();
    }

    /**
     * The text.
     *
     * @param bodyDigest SHA-256 in hex
     */
    static String of(SignedRequest request, Claim claim, String bodyDigest) {
        StringBuilder text = new StringBuilder(512)
                .append(request.headers().method())
                .append('\n')
                .append(CanonicalPath.of(request.path()))
                .append('\n')
                .append(CanonicalQuery.of(request.query()))
                .append('\n');
        for (String name : claim.signedHeaders()) {
            text.append(name).append(':').append(value(request.headers(), name)).append('\n');
        }
        return text.append('\n')
                .append(String.join(";", claim.signedHeaders()))
                .append('\n')
                .append(bodyDigest)
                .toString();
    }

    private static String value(RequestHeaders headers, String name) {
        List<String> values = headers.getAll(name);
        if (name.equals(HOST)) {
            String authority = headers.authority();
            return authority == null ? "" : authority;
        }
        StringBuilder joined = new StringBuilder();
        for (String value : values) {
            if (joined.length() > 0) {
                joined.append(',');
            }
            joined.append(value.strip().replaceAll(" +", " "));
        }
        return joined.toString();
    }
}
