package io.sluice.client.transport;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;

/** One node: its address, its connection, and whether it is in doubt. Thread-safe. */
final class Endpoint {
    private final String name;
    private final ManagedChannel channel;
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

    void failed(long nowNanos, long badForNanos) {
        badUntilNanos = nowNanos + badForNanos;
        doubted = true;
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
