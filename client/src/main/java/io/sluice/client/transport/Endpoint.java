package io.sluice.client.transport;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One node: its address, its connection, and whether it is in doubt. Thread-safe. */
final class Endpoint {
    private final String name;
    private final ManagedChannel channel;
    private final Set<Runnable> held = ConcurrentHashMap.newKeySet();
    private volatile boolean doubted;
    private volatile long badUntilNanos;

    Endpoint(Address address, ManagedChannel channel) {
        this.name = address.toString();
        this.channel = channel;
    }

    /** Its address, {@code host:port}. */
    String name() {
        return name;
    }

    ManagedChannel channel() {
        return channel;
    }

    void answered() {
        if (doubted) {
            doubted = false;
        }
    }

    /** Doubts the node, and ends what it was to hold for long: it may never answer. */
    void failed(long nowNanos, long badForNanos) {
        badUntilNanos = nowNanos + badForNanos;
        doubted = true;
        for (Runnable leave : List.copyOf(held)) {
            if (held.remove(leave)) {
                leave.run();
            }
        }
    }

    /** Notes a long poll or a stream, with how to leave it when the node is doubted. */
    void hold(Runnable leave) {
        held.add(leave);
    }

    void letGo(Runnable leave) {
        held.remove(leave);
    }

    boolean bad(long nowNanos) {
        return doubted && nowNanos - badUntilNanos < 0;
    }

    long badUntilNanos() {
        return badUntilNanos;
    }

    /**
     * Readies the connection for a call. gRPC pauses up to two minutes between attempts to connect;
     * a node that comes back should be used at once, and our own doubt already bounds the attempts.
     */
    void prepare() {
        if (doubted && channel.getState(true) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
        }
    }
}
