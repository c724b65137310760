package io.sluice.node.edge.call;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.sluice.node.edge.access.Caller;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds out who makes a call of gRPC. */
@FunctionalInterface
public interface Callers {
    /**
     * Who calls: by what came with the call, or by its connection. Fails with {@link ApiFailure} when that proves
     * nobody; never blocks, and is done at once for those who were here before.
     *
     * @param connection as gRPC's transport describes it
     */
    CompletableFuture<Caller> of(Metadata headers, Attributes connection);

    /** Everybody is the same caller, whatever he brings. */
    static Callers always(Caller caller) {
        CompletableFuture<Caller> known = CompletableFuture.completedFuture(caller);
        return (headers, connection) -> known;
    }

    /** The other end of a connection, where it has an address. */
    static Optional<InetAddress> address(Attributes connection) {
        return connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress remote
                ? Optional.ofNullable(remote.getAddress())
                : Optional.empty();
    }
}
