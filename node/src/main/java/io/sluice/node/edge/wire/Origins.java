package io.sluice.node.edge.wire;

import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import java.util.regex.Pattern;

/**
 * Which pages of a browser may call. Where credentials are checked, as on AWS, all of them; where they are not, pages
 * of this machine only, or any page that a developer happens to read could empty his queues.
 *
 * @param all true where credentials are checked
 */
record Origins(boolean all) {
    private static final String ORIGIN = "origin";
    private static final String EXPOSED =
            "x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,x-amzn-ErrorMessage,Date";
    private static final Pattern LOOPBACK =
            Pattern.compile("https?://(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]{1,5})?");

    /** True when a page asks that may not. */
    boolean refuse(RequestHeaders request) {
        String origin = request.get(ORIGIN);
        return origin != null && !all && !LOOPBACK.matcher(origin).matches();
    }

    /** Tells a browser that its page may read the answer. */
    static void allow(RequestHeaders request, ResponseHeadersBuilder response) {
        if (request.contains(ORIGIN)) {
            response.set("access-control-allow-origin", "*").set("access-control-expose-headers", EXPOSED);
        }
    }
}
