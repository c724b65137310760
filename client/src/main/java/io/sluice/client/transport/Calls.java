package io.sluice.client.transport;

import io.grpc.MethodDescriptor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Calls of the contract, whatever carries them. */
public interface Calls {
    /** A new request id. */
    String nextRequestId();

    /** Makes a call; the future fails when there is no final answer in time. What is chained to it must not block. */
    <Q, R> CompletableFuture<R> call(MethodDescriptor<Q, R> method, Q request, CallSpec spec);

    /** The address of the node that leads {@code leaderKey}, if that is known. */
    Optional<String> leaderOf(String leaderKey);
}
