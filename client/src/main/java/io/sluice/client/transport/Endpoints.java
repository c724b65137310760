package io.sluice.client.transport;

import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The nodes a client knows: those it was given and those that were named as leaders, one connection
 * each, {@link TransportConfig#ENDPOINTS_MAX} at most. Netty uses epoll where it can; callbacks run
 * on its event loops, so nothing in them may block.
 */
final class Endpoints {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final TransportConfig config;
    private final ChannelCredentials credentials;
    private final CopyOnWriteArrayList<Endpoint> all = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(1 << 20));

    Endpoints(TransportConfig config) {
        this.config = config;
        this.credentials = config.tls().map(TlsFiles::credentials).orElseGet(InsecureChannelCredentials::create);
        config.addresses().stream().distinct().forEach(address -> all.add(open(address)));
    }

    private Endpoint open(Address address) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(address.host(), address.port(), credentials)
                .directExecutor()
                .maxInboundMessageSize(config.inboundBytesMax())
                .keepAliveTime(config.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(config.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .disableRetry()
                .intercept(interceptors())
                .build();
        return new Endpoint(address, channel);
    }

    private List<ClientInterceptor> interceptors() {
        if (config.bearer().isEmpty()) {
            return List.of();
        }
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + config.bearer());
        return List.of(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /** The leader when it is known and not in doubt, else the next node not in doubt, else the next to recover. */
    Endpoint pick(@Nullable String leader, @Nullable Endpoint avoided) {
        long nowNanos = System.nanoTime();
        @Nullable Endpoint led = leader == null ? null : find(leader);
        Endpoint picked = led == null || led == avoided || led.bad(nowNanos) ? next(nowNanos, avoided) : led;
        picked.prepare();
        return picked;
    }

    private Endpoint next(long nowNanos, @Nullable Endpoint avoided) {
        List<Endpoint> nodes = new ArrayList<>(all);
        int start = Math.floorMod(turn.getAndIncrement(), nodes.size());
        @Nullable Endpoint soonest = null;
        for (int i = 0; i < nodes.size(); i++) {
            Endpoint node = nodes.get((start + i) % nodes.size());
            if (node == avoided) {
                continue;
            }
            if (!node.bad(nowNanos)) {
                return node;
            }
            if (soonest == null || node.badUntilNanos() - soonest.badUntilNanos() < 0) {
                soonest = node;
            }
        }
        if (avoided != null && (soonest == null || !avoided.bad(nowNanos))) {
            return avoided;
        }
        return soonest == null ? nodes.get(start) : soonest;
    }

    private @Nullable Endpoint find(String leader) {
        for (Endpoint node : all) {
            if (node.name().equals(leader)) {
                return node;
            }
        }
        return add(leader);
    }

    private synchronized @Nullable Endpoint add(String leader) {
        for (Endpoint node : all) {
            if (node.name().equals(leader)) {
                return node;
            }
        }
        if (all.size() >= TransportConfig.ENDPOINTS_MAX) {
            return null;
        }
        try {
            Endpoint named = open(Address.parse(leader));
            all.add(named);
            return named;
        } catch (IllegalArgumentException e) {
            // A hint that cannot be read is no hint.
            return null;
        }
    }

    String names() {
        return all.stream().map(Endpoint::name).collect(Collectors.joining(", "));
    }

    void close() {
        all.forEach(node -> node.channel().shutdownNow());
    }
}
