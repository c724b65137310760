package io.sluice.node.edge.wire;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.sluice.node.edge.wire.sign.SignedRequest;
import java.util.Optional;

/**
 * A request of HTTP with all of its body, as it came.
 *
 * @param path still encoded
 * @param query still encoded; empty for none
 */
record Incoming(RequestHeaders headers, String path, String query, HttpData body) {
    /** A request of which nothing but the headers counts. */
    static Incoming bare(RequestHeaders headers) {
        return new Incoming(headers, "", "", HttpData.empty());
    }

    HttpMethod method() {
        return headers.method();
    }

    /** A header that is not empty. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).filter(value -> !value.isEmpty());
    }

    /** The same as what may be signed; the query is not as the client wrote it, so no signature holds over it. */
    SignedRequest signed() {
        return new SignedRequest(headers, path, query, body);
    }

    /** The same with another body. */
    Incoming withBody(HttpData other) {
        return new Incoming(headers, path, query, other);
    }
}
