package io.sluice.cluster.fake;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.sluice.cluster.harness.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Several ports of one queue in memory; a port can die as a node does. */
public final class FakeCluster implements AutoCloseable {
    private final List<Server> servers = new ArrayList<>();

    private FakeCluster() {}

    /** So many ports. */
    public static FakeCluster start(int nodes) {
        FakeCluster cluster = new FakeCluster();
        FakeQueue queue = new FakeQueue();
        for (int i = 0; i < nodes; i++) {
            cluster.servers.add(serve(new FakeQueueService(queue)));
        }
        return cluster;
    }

    static Server serve(BindableService service) {
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(service)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen", e);
        }
    }

    /** The ports as raw endpoints; the caller closes them. */
    public List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Server server : servers) {
            endpoints.add(new Endpoint("f" + (endpoints.size() + 1), server.getPort()));
        }
        return List.copyOf(endpoints);
    }

    /** Ends one port with every connection and call on it. */
    public void kill(int number) {
        end(servers.get(number - 1));
    }

    static void end(Server server) {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        servers.forEach(FakeCluster::end);
    }
}
