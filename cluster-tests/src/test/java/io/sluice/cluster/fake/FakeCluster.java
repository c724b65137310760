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
    private final List<Relay> relays = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();

    private FakeCluster() {}

    /** So many ports. */
    public static FakeCluster start(int nodes) {
        FakeCluster cluster = new FakeCluster();
        FakeQueue queue = new FakeQueue();
        for (int i = 0; i < nodes; i++) {
            Server server = serve(new FakeQueueService(queue));
            cluster.servers.add(server);
            Relay relay = Relay.to(server.getPort());
            cluster.relays.add(relay);
            cluster.endpoints.add(new Endpoint("f" + (i + 1), relay.port()));
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

    /** The ports as raw endpoints. */
    public List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /** Breaks every connection of one port, and refuses further ones, as a killed process does. */
    public void kill(int number) {
        relays.get(number - 1).close();
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
        endpoints.forEach(Endpoint::close);
        relays.forEach(Relay::close);
        servers.forEach(FakeCluster::end);
    }
}
