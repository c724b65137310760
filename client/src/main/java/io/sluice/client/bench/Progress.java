package io.sluice.client.bench;

import java.util.Locale;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Prints a line each second and gathers the latencies of the whole run. For one thread. */
final class Progress {
    private final Meter meter;
    private final long backlog;
    private final Consumer<String> out;
    private final Histogram acknowledgeMicros = new Histogram(3);
    private final Histogram endToEndMicros = new Histogram(3);
    private long lastAcknowledged;
    private long lastDeleted;
    private long lastNanos = System.nanoTime();

    /** Of a run whose queue had {@code backlog} messages before. */
    Progress(Meter meter, long backlog, Consumer<String> out) {
        this.meter = meter;
        this.backlog = backlog;
        this.out = out;
    }

    void line(String phase) {
        long nowNanos = System.nanoTime();
        double seconds = Math.max(1e-3, (nowNanos - lastNanos) / 1e9);
        long acknowledged = meter.acknowledged();
        long deleted = meter.deleted();
        Histogram acknowledge = meter.takeAcknowledgeMicros();
        Histogram endToEnd = meter.takeEndToEndMicros();
        out.accept(String.format(
                Locale.ROOT,
                "%-8s sent %,8.0f/s  received %,8.0f/s  waiting %,9d  ack p50 %.1f p99 %.1f ms"
                        + "  e2e p50 %.1f p99 %.1f ms  failed %d",
                phase,
                (acknowledged - lastAcknowledged) / seconds,
                (deleted - lastDeleted) / seconds,
                Math.max(0, backlog + acknowledged - deleted),
                acknowledge.getValueAtPercentile(50) / 1e3,
                acknowledge.getValueAtPercentile(99) / 1e3,
                endToEnd.getValueAtPercentile(50) / 1e3,
                endToEnd.getValueAtPercentile(99) / 1e3,
                meter.failed()));
        acknowledgeMicros.add(acknowledge);
        endToEndMicros.add(endToEnd);
        lastAcknowledged = acknowledged;
        lastDeleted = deleted;
        lastNanos = nowNanos;
    }

    Percentiles acknowledgeMillis() {
        acknowledgeMicros.add(meter.takeAcknowledgeMicros());
        return Percentiles.ofMicros(acknowledgeMicros);
    }

    Percentiles endToEndMillis() {
        endToEndMicros.add(meter.takeEndToEndMicros());
        return Percentiles.ofMicros(endToEndMicros);
    }
}
