package io.sluice.node.edge;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Bounds the open connections of the gRPC face; more are closed at once, and their clients turn elsewhere. */
final class ConnectionLimit extends ServerTransportFilter {
    private static final Attributes.Key<Boolean> COUNTED = Attributes.Key.create("sluice.counted");

    private final int max;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionLimit(int max) {
        this.max = max;
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            // What is thrown here ends the connection; there is no other way to say no. Its cause tells the client.
            String why = max + " connections are open";
            throw new IllegalStateException(why, Http2Exception.connectionError(Http2Error.REFUSED_STREAM, why));
        }
        return attributes.toBuilder().set(COUNTED, true).build();
    }

    @Override
    public void transportTerminated(@Nullable Attributes attributes) {
        if (attributes != null && attributes.get(COUNTED) != null) {
            open.decrementAndGet();
        }
    }
}
