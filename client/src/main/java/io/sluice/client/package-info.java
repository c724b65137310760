/**
 * The Java client of Sluice. Begin with {@link io.sluice.client.SluiceClient}.
 *
 * <p>Clients in other languages need no code of ours: a stock gRPC client given all addresses and the
 * service config in the resource {@code io/sluice/client/service-config.json} spreads its calls,
 * leaves dead nodes and retries what is safe to retry (set {@code request_id} on every call that
 * changes something, and a retry never acts twice). In Python, for example:
 *
 * <pre>{@code
 * channel = grpc.insecure_channel("ipv4:127.0.0.1:4565,127.0.0.1:4575,127.0.0.1:4585",
 *     options=[("grpc.service_config", config), ("grpc.enable_retries", 1)])
 * }</pre>
 */
@NullMarked
package io.sluice.client;

import org.jspecify.annotations.NullMarked;
