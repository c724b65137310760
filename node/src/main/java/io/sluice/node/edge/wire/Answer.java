package io.sluice.node.edge.wire;

import com.linecorp.armeria.common.HttpData;
import java.util.Optional;

/**
 * What goes back.
 *
 * @param queryError value of {@code x-amzn-query-error}, for clients that once spoke the query protocol
 */
record Answer(int status, String contentType, HttpData body, Optional<String> queryError) {
    static final String XML = "text/xml";
    static final String JSON = "application/json";

    /** An answer without that header. */
    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, HttpData.wrap(body), Optional.empty());
    }
}
