package io.sluice.node.app;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads no more of a connection of HTTP/1.1 while too many of its requests have no whole answer. The library has no
 * such limit: it calls the service for each request as it comes, and keeps answers until those before them are sent, so
 * one connection could make as many polls as it likes. HTTP/2 has its own limit, of streams.
 *
 * <p>What one reading of the socket has brought (64 KiB at most) is served even beyond the limit.
 */
final class PipelineLimit implements DecoratingHttpServiceFunction {
    /** Without a whole answer. Clients that people use send one request at a time. */
    static final int REQUESTS_MAX = 64;

    private static final AttributeKey<Line> LINE = AttributeKey.valueOf(PipelineLimit.class, "line");

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        @Nullable
        Channel channel =
                context.log().ensureAvailable(RequestLogProperty.SESSION).channel();
        if (!context.sessionProtocol().isMultiplex() && channel != null) {
            Line line = line(channel);
            begin(channel, line);
            // Not when the service has answered, but when the answer is sent: it may have to wait for its turn.
            var unused = context.log()
                    .whenComplete()
                    .thenRun(() -> channel.eventLoop().execute(line::ended));
        }
        return delegate.serve(context, request);
    }

    /** At once where that can be: what is put off comes only after sixteen readings, if the socket holds as much. */
    private static void begin(Channel channel, Line line) {
        if (channel.eventLoop().inEventLoop()) {
            line.begun();
        } else {
            channel.eventLoop().execute(line::begun);
        }
    }

    private static Line line(Channel channel) {
        Line made = new Line(channel);
        Line before = channel.attr(LINE).setIfAbsent(made);
        return before == null ? made : before;
    }

    /** The requests of a connection that wait; used on its event loop only. */
    private static final class Line {
        private final Channel channel;
        private int requests;
        private boolean stopped;

        Line(Channel channel) {
            this.channel = channel;
        }

        void begun() {
            requests++;
            // The library reads on of its own once a large body is consumed, so each request says it again.
            if (requests >= REQUESTS_MAX) {
                stopped = true;
                channel.config().setAutoRead(false);
            }
        }

        void ended() {
            requests--;
            if (stopped && requests < REQUESTS_MAX) {
                stopped = false;
                channel.config().setAutoRead(true);
            }
        }
    }
}
