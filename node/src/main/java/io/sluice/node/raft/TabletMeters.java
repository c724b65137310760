package io.sluice.node.raft;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/** What is measured of one replica beside Ratis's own figures. */
final class TabletMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer commit;
    private final Counter commands;
    private final Counter abandoned;
    private final Counter entryBytes;
    private final Timer flush;

    TabletMeters(MeterRegistry registry, NodeId node, TabletId tablet) {
        this.registry = registry;
        this.tags = Tags.of("node", node.value(), "tablet", tablet.toString());
        this.commit = Timer.builder("sluice.tablet.commit")
                .description("from submitting an entry to its replies, on the leader")
                .tags(tags)
                .register(registry);
        this.commands = Counter.builder("sluice.tablet.commands")
                .description("commands committed by this node as leader")
                .tags(tags)
                .register(registry);
        this.abandoned = Counter.builder("sluice.tablet.abandoned")
                .description("commands whose callers gave up before their turn, and which were not proposed")
                .tags(tags)
                .register(registry);
        this.entryBytes = Counter.builder("sluice.tablet.entry.bytes")
                .description("bytes of entries committed by this node as leader")
                .tags(tags)
                .register(registry);
        this.flush = Timer.builder("sluice.tablet.flush")
                .description("flushes of the replica's rows")
                .tags(tags)
                .register(registry);
    }

    void gaugeWaiting(AtomicLong bytes) {
        Gauge.builder("sluice.tablet.waiting.bytes", bytes, AtomicLong::get)
                .description("commands that wait to be proposed, with what their objects cost")
                .tags(tags)
                .register(registry);
    }

    <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder("sluice.tablet." + name, of, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    void committed(Batch batch, long nowNanos) {
        commit.record(nowNanos - batch.submittedNanos(), TimeUnit.NANOSECONDS);
        commands.increment(batch.commands());
        entryBytes.increment(batch.getContent().size());
    }

    void abandoned() {
        abandoned.increment();
    }

    void flushed(long nanos) {
        flush.record(nanos, TimeUnit.NANOSECONDS);
    }
}
