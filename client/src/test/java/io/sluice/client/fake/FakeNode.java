package io.sluice.client.fake;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A node of the fake: a real gRPC server on loopback that can be told to misbehave. */
public final class FakeNode {
    private static final Metadata.Key<String> LEADER =
            Metadata.Key.of("sluice-leader", Metadata.ASCII_STRING_MARSHALLER);

    private final FakeCluster cluster;
    private final String id;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Mood mood = Mood.WELL;
    private final int port;
    private Server server;
    private volatile long startedNanos = System.nanoTime();

    /** A call that arrived; the request id is empty where there is none. */
    public record Seen(String method, String requestId) {}

    /** How the node behaves; all but the first concern the next call only, unless said otherwise. */
    public enum Mood {
        WELL,
        /** Does it and says UNAVAILABLE without a code, as a connection that breaks does. */
        ACT_THEN_FAIL,
        /** Says UNAVAILABLE with a code, as a node without a leader does. */
        NO_LEADER,
        /** Says RequestThrottled. */
        THROTTLED,
        /** Does it and never answers. */
        ACT_THEN_HANG,
        /** Never answers anything, until told otherwise. */
        PAUSED
    }

    private FakeNode(FakeCluster cluster, String id) throws IOException {
        this.cluster = cluster;
        this.id = id;
        this.server = build(0);
        this.port = server.getPort();
    }

    static FakeNode start(FakeCluster cluster, String id) throws IOException {
        return new FakeNode(cluster, id);
    }

    private Server build(int listenPort) throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), listenPort))
                .executor(threads)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .intercept(new LeaderHint())
                .addService(new FakeQueueService(this, cluster))
                .addService(new FakeAdminService(cluster))
                .build()
                .start();
    }

    public String id() {
        return id;
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    public synchronized void mood(Mood next) {
        mood = next;
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    public boolean alive() {
        return !server.isShutdown();
    }

    long uptimeMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    }

    /** Ends the node at once, open calls included. */
    public void kill() {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again at the same address. */
    public void restart() throws IOException {
        server = build(port);
        startedNanos = System.nanoTime();
    }

    synchronized Mood note(String method, String requestId) {
        seen.add(new Seen(method, requestId));
        Mood now = mood;
        if (now != Mood.PAUSED) {
            mood = Mood.WELL;
        }
        return now;
    }

    /** Names the leader in the headers of every answer. */
    private final class LeaderHint implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            return next.startCall(new Hinting<>(call), headers);
        }
    }

    private final class Hinting<Q, R> extends io.grpc.ForwardingServerCall.SimpleForwardingServerCall<Q, R> {
        Hinting(ServerCall<Q, R> call) {
            super(call);
        }

        @Override
        public void sendHeaders(Metadata headers) {
            FakeNode leader = cluster.leader();
            if (leader != null) {
                headers.put(LEADER, leader.address());
            }
            super.sendHeaders(headers);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            FakeNode leader = cluster.leader();
            if (leader != null) {
                trailers.put(LEADER, leader.address());
            }
            super.close(status, trailers);
        }
    }
}
