package io.sluice.node.raft;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.ratis.metrics.MetricRegistries;
import org.apache.ratis.metrics.MetricRegistryInfo;
import org.apache.ratis.metrics.RatisMetricRegistry;
import org.apache.ratis.util.TimeDuration;

/**
 * Ratis's measurements on Micrometer. Ratis finds this class by its service file and makes one for
 * the process, without which it does not start; nodes attach their registries to that one.
 */
public final class RatisMeters extends MetricRegistries {
    private final CompositeMeterRegistry meters = new CompositeMeterRegistry();
    private final Map<MetricRegistryInfo, RatisMeterGroup> registries = new ConcurrentHashMap<>();

    /** For the service loader. */
    public RatisMeters() {}

    /** The one that Ratis uses. */
    static RatisMeters inUse() {
        if (MetricRegistries.global() instanceof RatisMeters ours) {
            return ours;
        }
        throw new IllegalStateException("another provider of Ratis metrics is on the class path: "
                + MetricRegistries.global().getClass().getName());
    }

    void attach(MeterRegistry registry) {
        meters.add(registry);
    }

    void detach(MeterRegistry registry) {
        meters.remove(registry);
    }

    @Override
    public void clear() {
        Set.copyOf(registries.keySet()).forEach(this::remove);
    }

    @Override
    public RatisMetricRegistry create(MetricRegistryInfo info) {
        return registries.computeIfAbsent(info, key -> new RatisMeterGroup(key, meters));
    }

    @Override
    public boolean remove(MetricRegistryInfo key) {
        RatisMeterGroup removed = registries.remove(key);
        if (removed != null) {
            removed.removeAll();
        }
        return removed != null;
    }

    @Override
    public Optional<RatisMetricRegistry> get(MetricRegistryInfo info) {
        return Optional.ofNullable(registries.get(info));
    }

    @Override
    public Set<MetricRegistryInfo> getMetricRegistryInfos() {
        return Set.copyOf(registries.keySet());
    }

    @Override
    public Collection<RatisMetricRegistry> getMetricRegistries() {
        return List.copyOf(registries.values());
    }

    /** Nothing reports by itself: Micrometer's registries are the reporters. */
    @Override
    public void addReporterRegistration(
            Consumer<RatisMetricRegistry> reporterRegistration, Consumer<RatisMetricRegistry> stopReporter) {}

    @Override
    public void enableJmxReporter() {}

    @Override
    public void enableConsoleReporter(TimeDuration consoleReportRate) {}
}
