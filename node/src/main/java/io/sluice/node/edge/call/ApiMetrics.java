package io.sluice.node.edge.call;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Measures every call of the face: {@code sluice.api.calls} counts by operation and gRPC code,
 * {@code sluice.api.latency} times unary calls by operation (a long poll with its wait), and
 * {@code sluice.api.streams} tells how many streams are open.
 */
public final class ApiMetrics implements ServerInterceptor {
    private final MeterRegistry registry;
    private final AtomicInteger streams = new AtomicInteger();
    /** One entry per method of the services that are bound, so it cannot grow. */
    private final Map<String, Meters> byMethod = new ConcurrentHashMap<>();

    /** Measures into this registry. */
    public ApiMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("sluice.api.streams", streams);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Measured<Q, R> measured = new Measured<>(call, begin(call.getMethodDescriptor()));
        return new Watched<>(next.startCall(measured, headers), measured.measure);
    }

    /** Begins to measure a call, whatever the wire it came by. */
    public Measure begin(MethodDescriptor<?, ?> method) {
        String name = method.getFullMethodName();
        Meters meters = byMethod.get(name);
        if (meters == null) {
            meters = byMethod.computeIfAbsent(name, unused -> new Meters(registry, operation(method)));
        }
        boolean unary = method.getType() == MethodDescriptor.MethodType.UNARY;
        return new Measure(meters, unary ? null : streams);
    }

    private static String operation(MethodDescriptor<?, ?> method) {
        String bare = method.getBareMethodName();
        return bare == null ? method.getFullMethodName() : bare;
    }

    /** The meters of one operation; a code gets its counter when it first happens. */
    private static final class Meters {
        private final MeterRegistry registry;
        private final String operation;
        private final Timer latency;
        private final AtomicReferenceArray<@Nullable Counter> calls =
                new AtomicReferenceArray<>(Status.Code.values().length);

        Meters(MeterRegistry registry, String operation) {
            this.registry = registry;
            this.operation = operation;
            this.latency = registry.timer("sluice.api.latency", "operation", operation);
        }

        void count(Status.Code code) {
            Counter counter = calls.get(code.value());
            if (counter == null) {
                counter = registry.counter("sluice.api.calls", "operation", operation, "code", code.name());
                calls.set(code.value(), counter);
            }
            counter.increment();
        }
    }

    /** A call that is being measured. Thread-safe. */
    public static final class Measure {
        private final Meters meters;
        private final @Nullable AtomicInteger streams;
        private final long startNanos = System.nanoTime();
        private final AtomicBoolean ended = new AtomicBoolean();

        private Measure(Meters meters, @Nullable AtomicInteger streams) {
            this.meters = meters;
            this.streams = streams;
            if (streams != null) {
                streams.incrementAndGet();
            }
        }

        /** The call has ended so; what is said later does not count. */
        public void end(Status.Code code) {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            meters.count(code);
            if (streams == null) {
                meters.latency.record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
            } else {
                streams.decrementAndGet();
            }
        }
    }

    /** Notices how the call ends. */
    private static final class Measured<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final Measure measure;

        Measured(ServerCall<Q, R> call, Measure measure) {
            super(call);
            this.measure = measure;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            measure.end(status.getCode());
            super.close(status, trailers);
        }
    }

    /** Notices that the caller has gone. */
    private static final class Watched<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Measure measure;

        Watched(ServerCall.Listener<Q> listener, Measure measure) {
            super(listener);
            this.measure = measure;
        }

        @Override
        public void onCancel() {
            measure.end(Status.Code.CANCELLED);
            super.onCancel();
        }
    }
}
