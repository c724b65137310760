package io.sluice.node.edge.wire.sign;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.RequestHeaders;

/**
 * A request as it came, of which nothing has been looked into yet.
 *
 * @param path still encoded, as the client wrote it
 * @param query still encoded, without its question mark
 * @param body before {@code Content-Encoding} is undone: that is what was signed
 */
public record SignedRequest(RequestHeaders headers, String path, String query, HttpData body) {
    /**
     * A request for that target.
     *
     * @param target path and query, as the client wrote them
     */
    public static SignedRequest of(RequestHeaders headers, String target, HttpData body) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        return new SignedRequest(headers, path, mark < 0 ? "" : target.substring(mark + 1), body);
    }
}
