package io.sluice.client;

import io.grpc.MethodDescriptor;
import io.sluice.client.transport.CallSpec;
import io.sluice.client.transport.Transport;
import java.util.function.Function;

/**
 * Begins calls that are answered as soon as the cluster can, each at the node that leads the queue that it is about,
 * with {@link ClientConfig#callTimeout} for all its attempts. Thread-safe.
 */
final class PromptCalls {
    private final Transport transport;
    private final ClientConfig config;

    PromptCalls(Transport transport, ClientConfig config) {
        this.transport = transport;
        this.config = config;
    }

    /** Begins one; {@code queue} is empty when it is about no queue. */
    <Q, R, T> Pending<R, T> call(MethodDescriptor<Q, R> method, Q request, String queue, Function<R, T> read) {
        return new Pending<>(transport.call(method, request, CallSpec.prompt(key(queue), config.callTimeout())), read);
    }

    /** Makes one, and waits for its answer. */
    <Q, R, T> T await(MethodDescriptor<Q, R> method, Q request, String queue, Function<R, T> read) {
        return call(method, request, queue, read).await();
    }

    /** For a call that changes something: its attempts are known by it to be one. */
    String requestId() {
        return transport.nextRequestId();
    }

    /** Leaders are remembered by queue name, whichever way the caller names the queue. */
    static String key(String queue) {
        return queue.substring(queue.lastIndexOf('/') + 1);
    }
}
