package io.sluice.client.cli;

import io.sluice.client.bench.BenchResult;
import io.sluice.client.bench.Percentiles;
import io.sluice.client.bench.ShareResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a benchmark of a queue showed, for people. */
final class QueueBenchView {
    private QueueBenchView() {}

    static String table(ShareResult result) {
        List<List<String>> rows = new ArrayList<>();
        result.runs()
                .forEach((run, shares) -> shares.forEach((sender, share) -> rows.add(List.of(
                        run,
                        sender,
                        String.format(Locale.ROOT, "%,.0f /s", share.receivedPerSecond()),
                        millis(share.dwellMillis())))));
        return Output.table(List.of("RUN", "SENDER", "RECEIVED", "TIME IN THE QUEUE"), rows);
    }

    /** Beside it, where there is one, what another server showed under the same load. */
    static String table(BenchResult result, @Nullable BenchResult other) {
        List<List<String>> rows = rows(result);
        if (other == null) {
            return Output.table(List.of("MEASURE", "VALUE"), rows);
        }
        List<List<String>> others = rows(other);
        List<List<String>> both = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            both.add(List.of(
                    rows.get(i).get(0), rows.get(i).get(1), others.get(i).get(1)));
        }
        return Output.table(List.of("MEASURE", "CLUSTER", "BESIDE"), both);
    }

    private static List<List<String>> rows(BenchResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Output.measure("sent and acknowledged", "%,.0f /s", result.sentPerSecond()));
        rows.add(Output.measure("received and deleted", "%,.0f /s", result.receivedPerSecond()));
        rows.add(List.of("acknowledge", millis(result.acknowledgeMillis())));
        rows.add(List.of("end to end", millis(result.endToEndMillis())));
        rows.add(Output.measure("longest stall", "%,.0f ms", result.longestStallMillis()));
        if (result.verified()) {
            rows.add(Output.measure("lost", "%,d", result.books().lost()));
            rows.add(Output.measure("duplicated", "%,d", result.books().duplicated()));
            rows.add(Output.measure(
                    "redelivered after delete", "%,d", result.books().redeliveredAfterDelete()));
        }
        if (result.order() != null) {
            rows.add(Output.measure(
                    "out of order in a group", "%,d", result.order().disordered()));
            rows.add(Output.measure("not deduplicated", "%,d", result.order().notDeduplicated()));
        }
        rows.add(Output.measure("failed", "%,d", result.failed()));
        rows.add(Output.measure("corrupted (sampled)", "%,d", result.corrupted()));
        return rows;
    }

    private static String millis(Percentiles values) {
        return String.format(
                Locale.ROOT,
                "p50 %.2f  p90 %.2f  p99 %.2f  p99.9 %.2f  max %.2f ms",
                values.p50(),
                values.p90(),
                values.p99(),
                values.p99_9(),
                values.max());
    }
}
