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
public record SignedRequest(RequestHeaders headers, String path, String query, HttpData body) {}
