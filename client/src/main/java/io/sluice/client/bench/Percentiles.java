package io.sluice.client.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Latencies in milliseconds; all 0 when nothing was recorded. */
public record Percentiles(double p50, double p90, double p99, double p99_9, double max) {

    static Percentiles ofMicros(Histogram micros) {
        return new Percentiles(
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(90) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getValueAtPercentile(99.9) / 1e3,
                micros.getTotalCount() == 0 ? 0 : micros.getMaxValue() / 1e3);
    }

    Map<String, Object> describe() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("p50", p50);
        values.put("p90", p90);
        values.put("p99", p99);
        values.put("p99_9", p99_9);
        values.put("max", max);
        return values;
    }
}
