package io.sluice.node.raft;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ratis.metrics.LongCounter;
import org.apache.ratis.metrics.MetricRegistryInfo;
import org.apache.ratis.metrics.RatisMetricRegistry;
import org.apache.ratis.metrics.Timekeeper;

/** Measurements of one component of Ratis in one replica, tagged with node and tablet. */
final class RatisMeterGroup implements RatisMetricRegistry {
    /** {@code n1@group-0123456789AB}: the last 32 bits of a group's identity are its tablet's number. */
    private static final Pattern MEMBER = Pattern.compile("([^@]+)@group-[0-9A-Fa-f]*?([0-9A-Fa-f]{8})");

    private final MetricRegistryInfo info;
    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<String, Meter> meters = new ConcurrentHashMap<>();

    RatisMeterGroup(MetricRegistryInfo info, MeterRegistry registry) {
        this.info = info;
        this.registry = registry;
        this.tags = tags(info.getPrefix());
    }

    static Tags tags(String prefix) {
        Matcher member = MEMBER.matcher(prefix);
        return member.matches()
                ? Tags.of("node", member.group(1), "tablet", "t" + Long.parseLong(member.group(2), 16))
                : Tags.of("node", prefix, "tablet", "none");
    }

    @Override
    public Timekeeper timer(String name) {
        Timer timer = (Timer) meters.computeIfAbsent(
                name, key -> Timer.builder(meterName(key)).tags(tags).register(registry));
        return () -> {
            long start = System.nanoTime();
            return () -> {
                long nanos = System.nanoTime() - start;
                timer.record(nanos, TimeUnit.NANOSECONDS);
                return nanos;
            };
        };
    }

    @Override
    public LongCounter counter(String name) {
        // Ratis counts down, too, and reads its counters: so the number is ours and Micrometer only looks.
        AtomicLong count = new AtomicLong();
        meters.computeIfAbsent(
                name,
                key -> Gauge.builder(meterName(key), count, AtomicLong::get)
                        .tags(tags)
                        .strongReference(true)
                        .register(registry));
        return new Count(count);
    }

    @Override
    public boolean remove(String name) {
        Meter removed = meters.remove(name);
        if (removed != null) {
            registry.remove(removed);
        }
        return removed != null;
    }

    @Override
    public <T> void gauge(String name, Supplier<Supplier<T>> gaugeSupplier) {
        Supplier<T> value = gaugeSupplier.get();
        meters.computeIfAbsent(
                name,
                key -> Gauge.builder(meterName(key), () -> number(value))
                        .tags(tags)
                        .register(registry));
    }

    @Override
    public MetricRegistryInfo getMetricRegistryInfo() {
        return info;
    }

    void removeAll() {
        meters.values().forEach(registry::remove);
        meters.clear();
    }

    private String meterName(String name) {
        return "ratis." + info.getMetricsComponentName() + "." + name;
    }

    private static <T> Number number(Supplier<T> value) {
        try {
            T current = value.get();
            if (current instanceof Number number) {
                return number;
            }
            return current instanceof Boolean flag ? (flag ? 1 : 0) : Double.NaN;
        } catch (RuntimeException closed) {
            return Double.NaN;
        }
    }

    private record Count(AtomicLong count) implements LongCounter {
        @Override
        public void inc(long n) {
            count.addAndGet(n);
        }

        @Override
        public void dec(long n) {
            count.addAndGet(-n);
        }

        @Override
        public long getCount() {
            return count.get();
        }
    }
}
