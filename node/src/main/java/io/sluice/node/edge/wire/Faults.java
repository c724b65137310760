package io.sluice.node.edge.wire;

import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ErrorShape;
import io.sluice.node.edge.wire.shape.ServiceModel;
import io.sluice.node.edge.wire.shape.ServiceModel.Fault;
import java.util.Locale;

/**
 * What a service's errors are called on the wire. Those of its model have their names and statuses from there; those
 * that come from AWS's framework, which no model has, are listed here.
 */
final class Faults {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int TOO_LARGE = 413;
    private static final int INTERNAL = 500;
    private static final int UNAVAILABLE = 503;

    private final ServiceModel model;
    private final String ownNamespace;
    private final String frameNamespace;

    /** Those of a service. Services of awsJson 1.1 name errors without a namespace. */
    Faults(ServiceModel model) {
        boolean bare = model.json() == ServiceModel.Json.V1_1;
        this.model = model;
        this.ownNamespace = bare ? "" : "com.amazonaws." + model.name().toLowerCase(Locale.ROOT) + "#";
        this.frameNamespace = bare ? "" : "com.amazon.coral.service#";
    }

    /** What went wrong in a call. */
    WireFault of(ApiError error) {
        ErrorShape shape = error.shape();
        Fault known = model.errors().get(shape.shapeName());
        if (known != null) {
            return new WireFault(
                    ownNamespace + known.shape(), known.code(), known.status(), known.sender(), error.text());
        }
        String text = error.text();
        return switch (shape) {
            case INVALID_PARAMETER_VALUE ->
                sender("InvalidParameterValueException", "InvalidParameterValue", BAD_REQUEST, text);
            case MISSING_PARAMETER ->
                sender("MissingRequiredParameterException", "MissingParameter", BAD_REQUEST, text);
            case ACCESS_DENIED, MISSING_AUTHENTICATION_TOKEN, UNRECOGNIZED_CLIENT, INVALID_SIGNATURE, REQUEST_EXPIRED ->
                sender(shape.shapeName(), shape.queryCode(), FORBIDDEN, text);
            case INCOMPLETE_SIGNATURE -> sender(shape.shapeName(), shape.queryCode(), BAD_REQUEST, text);
            case INTERNAL_FAILURE -> frame("InternalFailure", "InternalFailure", INTERNAL, false, text);
            // SDKs send a call again that met either of these: nobody else could do anything about them.
            case SERVICE_UNAVAILABLE, REQUEST_TIMEOUT, REQUEST_THROTTLED, BROWSE_BUSY -> unavailable(text);
            default -> sender(shape.shapeName(), shape.queryCode(), BAD_REQUEST, text);
        };
    }

    /** The node cannot answer now; the same call may be sent again. */
    WireFault unavailable(String text) {
        return frame("ServiceUnavailableException", "ServiceUnavailable", UNAVAILABLE, false, text);
    }

    /** What was sent is not what the protocol has. */
    WireFault unreadable(String text) {
        return sender("SerializationException", "MalformedInput", BAD_REQUEST, text);
    }

    /** What was sent breaks constraints of the model. */
    WireFault invalid(String text) {
        return sender("ValidationException", "ValidationError", BAD_REQUEST, text);
    }

    /** There is no such operation. */
    WireFault unknownOperation(String action) {
        String text = action.isEmpty() ? "" : "The action " + action + " is not valid for this endpoint.";
        return sender("UnknownOperationException", "InvalidAction", BAD_REQUEST, text);
    }

    /** The caller may not do this. */
    WireFault denied(String text) {
        return sender("AccessDeniedException", "AccessDenied", FORBIDDEN, text);
    }

    /** More bytes than any request of the service has. */
    WireFault tooLarge(int bytesMax) {
        return sender(
                "RequestEntityTooLargeException",
                "RequestEntityTooLarge",
                TOO_LARGE,
                "Request size exceeds " + bytesMax + " bytes.");
    }

    private WireFault sender(String type, String code, int status, String text) {
        return frame(type, code, status, true, text);
    }

    private WireFault frame(String type, String code, int status, boolean sender, String text) {
        return new WireFault(frameNamespace + type, code, status, sender, text);
    }
}
