package io.sluice.node.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.common.util.ThreadFactories;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.sluice.node.app.config.HttpSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The HTTP port: {@code /metrics} as Prometheus text, {@code /healthz} whether the process should
 * be let live, {@code /readyz} whether it should be sent work, with the reasons if not.
 */
final class HttpFace implements AutoCloseable {
    private static final MediaType PROMETHEUS = MediaType.parse("text/plain; version=0.0.4; charset=utf-8");
    private static final Duration STOP_QUIET = Duration.ZERO;
    private static final Duration STOP_MAX = Duration.ofSeconds(2);
    private static final int BLOCKING_THREADS = 2;

    private final ObjectMapper json = new ObjectMapper();
    private final Server server;

    /**
     * A face that listens once it is started.
     *
     * @param alive reasons why the process is beyond help; empty while it is not
     * @param ready reasons why the node should not be sent work; empty when it should
     */
    HttpFace(
            InetSocketAddress address,
            HttpSettings settings,
            PrometheusMeterRegistry registry,
            Supplier<List<String>> alive,
            Supplier<List<String>> ready) {
        EventLoopGroup loop = eventLoop();
        this.server = Server.builder()
                .http(address)
                .meterRegistry(registry)
                .bossGroupFactory(name -> loop)
                .workerGroup(loop, true)
                .blockingTaskExecutor(BLOCKING_THREADS)
                .requestTimeout(settings.requestTimeout())
                .maxNumConnections(settings.connectionsMax())
                .disableServerHeader()
                .service("/metrics", offLoop(() -> HttpResponse.of(HttpStatus.OK, PROMETHEUS, registry.scrape())))
                .service("/healthz", offLoop(() -> verdict("live", alive.get())))
                .service("/readyz", offLoop(() -> verdict("ready", ready.get())))
                .build();
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

    /** The port listened on, which is of interest when port 0 was asked for. */
    int port() {
        return server.activeLocalPort();
    }

    @Override
    public void close() {
        server.close();
    }

    /** One loop that accepts and works; unlike the library's own it does not linger before it ends. */
    private static EventLoopGroup eventLoop() {
        return EventLoopGroups.builder()
                .numThreads(1)
                .threadFactory(ThreadFactories.newEventLoopThreadFactory("http", true))
                .gracefulShutdown(STOP_QUIET, STOP_MAX)
                .build();
    }

    /** A scrape walks every meter, and some of them the disk: not on the event loop. */
    private static HttpService offLoop(Supplier<HttpResponse> answer) {
        return (context, request) ->
                HttpResponse.of(CompletableFuture.supplyAsync(answer, context.blockingTaskExecutor()));
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
