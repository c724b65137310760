package io.sluice.node.edge.wire.sign;

import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ErrorShape;

/** Every text about signatures, as AWS has it. */
final class SignatureErrors {
    private SignatureErrors() {}

    static ApiError missing() {
        return new ApiError(ErrorShape.MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token");
    }

    static ApiError unknownKey() {
        return new ApiError(ErrorShape.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
    }

    static ApiError mismatch() {
        return invalid("The request signature we calculated does not match the signature you provided. Check your AWS"
                + " Secret Access Key and signing method. Consult the service documentation for details.");
    }

    static ApiError invalid(String text) {
        return new ApiError(ErrorShape.INVALID_SIGNATURE, text);
    }
}
