package io.sluice.node.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.common.util.ThreadFactories;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.sluice.node.app.config.HttpSettings;
import io.sluice.node.edge.EdgeTls;
import io.sluice.node.edge.wire.WireDates;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The HTTP port: {@code /metrics} as Prometheus text, {@code /healthz} whether the process should
 * be let live, {@code /readyz} whether it should be sent work, with the reasons if not. Everything else is AWS's, once
 * there is something to serve it.
 */
final class HttpFace implements AutoCloseable {
    private static final MediaType PROMETHEUS = MediaType.parse("text/plain; version=0.0.4; charset=utf-8");
    private static final Duration STOP_QUIET = Duration.ZERO;
    private static final Duration STOP_MAX = Duration.ofSeconds(2);
    private static final int BLOCKING_THREADS = 2;
    /** Longer than SDKs keep an idle connection, so that it is they who close it, never under a request. */
    private static final Duration IDLE_MAX = Duration.ofSeconds(75);

    private static final int STREAMS_PER_CONNECTION_MAX = 10_000;
    /** A request of AWS's query protocol may stand in its address as a whole. */
    static final int FIRST_LINE_BYTES_MAX = 64 << 10;

    /** All fields together. */
    static final int HEADER_BYTES_MAX = 16 << 10;

    private final ObjectMapper json = new ObjectMapper();
    private final WireDates dates = new WireDates(Clock.systemUTC());
    private final Refusals refusals = new Refusals(dates);
    private volatile HttpService aws = this::tooEarly;
    private final Server server;

    /**
     * A face that listens once it is started.
     *
     * @param tls with what it is called; empty: in the clear
     * @param alive reasons why the process is beyond help; empty while it is not
     * @param ready reasons why the node should not be sent work; empty when it should
     */
    HttpFace(
            InetSocketAddress address,
            HttpSettings settings,
            Optional<EdgeTls> tls,
            PrometheusMeterRegistry registry,
            Supplier<List<String>> alive,
            Supplier<List<String>> ready) {
        EventLoopGroup loop = eventLoop();
        ServerBuilder builder = Server.builder();
        tls.ifPresent(used -> secure(builder, used.http()));
        this.server = builder.http(address)
                .meterRegistry(registry)
                .bossGroupFactory(name -> loop)
                .workerGroup(loop, true)
                .blockingTaskExecutor(BLOCKING_THREADS)
                // AWS's protocols refuse what is too long in their own words; nothing else here has a body.
                .maxRequestLength(0)
                .requestTimeout(settings.requestTimeout())
                .maxNumConnections(settings.connectionsMax())
                .idleTimeout(IDLE_MAX)
                .http2MaxStreamsPerConnection(STREAMS_PER_CONNECTION_MAX)
                .http2MaxHeaderListSize(FIRST_LINE_BYTES_MAX + HEADER_BYTES_MAX)
                .http1MaxInitialLineLength(FIRST_LINE_BYTES_MAX)
                .http1MaxHeaderSize(HEADER_BYTES_MAX)
                .decorator(new PipelineLimit())
                .errorHandler(refusals)
                .disableServerHeader()
                // Whoever answers dates its answer: the library's dates are not as HTTP wants them.
                .disableDateHeader()
                .service("/metrics", offLoop(() -> HttpResponse.of(HttpStatus.OK, PROMETHEUS, registry.scrape())))
                .service("/healthz", offLoop(() -> verdict("live", alive.get())))
                .service("/readyz", offLoop(() -> verdict("ready", ready.get())))
                .serviceUnder("/", (context, request) -> aws.serve(context, request))
                .build();
    }

    /**
     * Puts TLS before everything on every connection. The library's own TLS serves HTTP/2 only to clients that
     * negotiate it; AWS's SDK for Kinesis begins to speak it without. Behind this handler the library goes by what a
     * client says first.
     */
    private static void secure(ServerBuilder builder, SslContext context) {
        builder.childChannelPipelineCustomizer(pipeline ->
                pipeline.addFirst(context.newHandler(pipeline.channel().alloc())));
    }

    /** Listens, or says why it cannot. */
    void start() throws StartException {
        try {
            server.start().join();
        } catch (CompletionException refused) {
            throw new StartException(
                    ExitCode.UNAVAILABLE, "the HTTP port cannot be opened: " + refused.getCause(), refused);
        }
    }

    /** Serves AWS's calls through this from now on. */
    void serve(HttpService service) {
        aws = service;
    }

    /** Serves AWS's calls no longer. */
    void withdraw() {
        aws = this::tooEarly;
    }

    /** Whatever protocol a call is in, its client tries again elsewhere, or later. */
    private HttpResponse tooEarly(ServiceRequestContext context, HttpRequest request) {
        return refusals.of(HttpStatus.SERVICE_UNAVAILABLE);
    }

    /** The port listened on, which is of interest when port 0 was asked for. */
    int port() {
        return server.activeLocalPort();
    }

    @Override
    public void close() {
        server.close();
    }

    /** Loops that accept and work, one per core; unlike the library's own they do not linger before they end. */
    private static EventLoopGroup eventLoop() {
        return EventLoopGroups.builder()
                .numThreads(Runtime.getRuntime().availableProcessors())
                .threadFactory(ThreadFactories.newEventLoopThreadFactory("http", true))
                .gracefulShutdown(STOP_QUIET, STOP_MAX)
                .build();
    }

    /** A scrape walks every meter, and some of them the disk: not on the event loop. */
    private HttpService offLoop(Supplier<HttpResponse> answer) {
        return (context, request) -> HttpResponse.of(
                        CompletableFuture.supplyAsync(answer, context.blockingTaskExecutor()))
                .mapHeaders(headers -> headers.withMutations(dated -> dated.set(HttpHeaderNames.DATE, dates.now())));
    }

    private HttpResponse verdict(String word, List<String> reasons) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(word, reasons.isEmpty());
        body.put("reasons", reasons);
        HttpStatus status = reasons.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        try {
            return HttpResponse.of(status, MediaType.JSON_UTF_8, HttpData.wrap(json.writeValueAsBytes(body)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("text that is not text: " + reasons, impossible);
        }
    }
}
