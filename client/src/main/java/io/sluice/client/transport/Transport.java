package io.sluice.client.transport;

import io.grpc.MethodDescriptor;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries calls to whichever node can serve them. Futures complete on a thread of the transport,
 * with a {@link CallFailure} when they fail, so what is chained to them must not block. Thread-safe;
 * closing it fails what is open.
 */
public final class Transport implements Calls, AutoCloseable {
    private final TransportConfig config;
    private final Endpoints endpoints;
    private final Leaders leaders = new Leaders();
    private final Backoff backoff;
    private final RequestIds requestIds = RequestIds.random();
    private final ScheduledExecutorService timer;
    private final Set<UnaryRun<?, ?>> pausing = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Transport(TransportConfig config) {
        this.config = config;
        this.endpoints = new Endpoints(config);
        this.backoff = new Backoff(config);
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "sluice-client-timer");
            thread.setDaemon(true);
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
        this.timer = pool;
    }

    /** A transport to these nodes; connections are made when they are first needed. */
    public static Transport open(TransportConfig config) {
        return new Transport(config);
    }

    @Override
    public String nextRequestId() {
        return requestIds.next();
    }

    /** Makes a call, again and again until it has a final answer or its time is over. */
    @Override
    public <Q, R> CompletableFuture<R> call(MethodDescriptor<Q, R> method, Q request, CallSpec spec) {
        UnaryRun<Q, R> run = new UnaryRun<>(this, method, request, spec);
        run.attempt();
        return run.result();
    }

    /**
     * Opens a stream on the leader of {@code leaderKey} or on another live node. It is not retried:
     * the listener hears of its end and opens another.
     */
    public <Q, R> OpenStream<Q, R> stream(MethodDescriptor<Q, R> method, String leaderKey, StreamListener<R> listener) {
        OpenStream<Q, R> stream = new OpenStream<>(this, pick(leaderKey, null), leaderKey, listener);
        stream.start(method);
        return stream;
    }

    /** The address of the node that leads {@code leaderKey}, if a node has told. */
    @Override
    public Optional<String> leaderOf(String leaderKey) {
        return Optional.ofNullable(leaders.of(leaderKey));
    }

    /** Fails open calls and streams with {@link CallFailure.Closed}. */
    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        endpoints.close();
        pausing.forEach(UnaryRun::closed);
    }

    boolean isClosed() {
        return closed;
    }

    TransportConfig config() {
        return config;
    }

    Leaders leaders() {
        return leaders;
    }

    String names() {
        return endpoints.names();
    }

    Endpoint pick(String leaderKey, @Nullable Endpoint avoided) {
        return endpoints.pick(leaderKey.isEmpty() ? null : leaders.of(leaderKey), avoided);
    }

    void doubt(Endpoint endpoint, String leaderKey) {
        endpoint.failed(System.nanoTime(), config.badFor().toNanos());
        leaders.forget(leaderKey, endpoint.name());
    }

    long pauseNanos(int failedAttempts) {
        return backoff.pauseNanos(failedAttempts);
    }

    /** Attempts the run again after a pause, or fails it when the transport closes first. */
    void later(UnaryRun<?, ?> run, long pauseNanos) {
        pausing.add(run);
        try {
            ScheduledFuture<?> unused = timer.schedule(
                    () -> {
                        pausing.remove(run);
                        run.attempt();
                    },
                    pauseNanos,
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            run.closed();
        }
        if (closed) {
            run.closed();
        }
    }
}
