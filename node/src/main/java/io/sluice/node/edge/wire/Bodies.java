package io.sluice.node.edge.wire;

import com.linecorp.armeria.common.HttpData;
import io.sluice.node.edge.wire.codec.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Bodies of requests as they are meant, after {@code Content-Encoding}.
 *
 * @param bytesMax of a body, as it came and as it is meant
 */
record Bodies(int bytesMax) {
    /** A body that is larger than any may be. */
    static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;

        /** All of it has been read, so that the connection can go on. */
        final boolean read;

        TooLarge(boolean read) {
            super("too large", null, false, false);
            this.read = read;
        }
    }

    /** The same request with its body as it is meant. */
    Incoming decoded(Incoming request) throws Unreadable, TooLarge {
        String encoding = request.header("content-encoding").orElse("identity");
        if (encoding.equalsIgnoreCase("identity")) {
            return request;
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw new Unreadable("Content-Encoding may be gzip or identity");
        }
        try (InputStream plain =
                new GZIPInputStream(new ByteArrayInputStream(request.body().array()))) {
            byte[] body = plain.readNBytes(bytesMax);
            if (plain.read() >= 0) {
                throw new TooLarge(true);
            }
            return request.withBody(HttpData.wrap(body));
        } catch (IOException broken) {
            throw new Unreadable("The body is not gzip");
        }
    }
}
