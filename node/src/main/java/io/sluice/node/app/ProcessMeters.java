package io.sluice.node.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the process itself costs: heap, collections, threads, processor, descriptors, disk, resident memory. */
final class ProcessMeters implements AutoCloseable {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long PAGE_BYTES = 4096;

    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** Binds all meters, and {@code sluice_node_info} with the version. */
    ProcessMeters(MeterRegistry registry, Path dataDir, String version) {
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new DiskSpaceMetrics(dataDir.toFile()).bindTo(registry);
        Gauge.builder("sluice.node.info", () -> 1)
                .description("always 1; the labels tell which software this is")
                .tags(Tags.of("version", version, "java", Runtime.version().toString()))
                .register(registry);
        if (Files.isReadable(STATM)) {
            Gauge.builder("process.resident.memory", ProcessMeters::residentBytes)
                    .baseUnit("bytes")
                    .description("memory of the process that is in RAM, heap and native together")
                    .register(registry);
        }
    }

    @Override
    public void close() {
        collections.close();
    }

    private static double residentBytes() {
        try {
            return Long.parseLong(Files.readString(STATM).split(" ")[1]) * (double) PAGE_BYTES;
        } catch (IOException unreadable) {
            return Double.NaN;
        }
    }
}
