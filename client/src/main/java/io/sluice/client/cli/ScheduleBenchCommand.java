package io.sluice.client.cli;

import io.sluice.client.bench.Percentiles;
import io.sluice.client.bench.ScheduleBench;
import io.sluice.client.bench.ScheduleOptions;
import io.sluice.client.bench.ScheduleResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice bench schedules}. */
@Command(
        name = "schedules",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts many schedules, and watches some of them fall due while the others wait.",
            "It ends with 4 when a message was lost, doubled, early or late, or when another schedule is gone."
        })
final class ScheduleBenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--count", defaultValue = "100000", description = "Schedules in all (default: 100000).")
    private int count;

    @Option(names = "--days", defaultValue = "365", description = "Days that they are spread over (default: 365).")
    private int days;

    @Option(names = "--due", defaultValue = "3000", description = "Schedules that fall due meanwhile (default: 3000).")
    private int due;

    @Option(names = "--secs", defaultValue = "30", description = "Seconds in which they do (default: 30).")
    private int seconds;

    @Option(names = "--inflight", defaultValue = "512", description = "Puts not acknowledged (default: 512).")
    private int inflight;

    @Option(names = "--size", defaultValue = "200", description = "Bytes of a body, from 40 (default: 200).")
    private int sizeBytes;

    @Option(names = "--receivers", defaultValue = "4", description = "Long polls at a time (default: 4).")
    private int receivers;

    @Option(
            names = "--late-ms",
            defaultValue = "1000",
            description = "A message is late when it comes so much after its time (default: 1000).")
    private int lateMillis;

    @Option(
            names = "--metrics",
            split = ",",
            description = "Nodes' metrics, such as http://127.0.0.1:4566/metrics, to tell their memory.")
    private List<String> metrics = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        ScheduleOptions options = new ScheduleOptions(
                count,
                Duration.ofDays(days),
                due,
                Duration.ofSeconds(seconds),
                inflight,
                sizeBytes,
                receivers,
                lateMillis,
                metrics);
        Main main = Main.of(spec);
        ScheduleResult result = new ScheduleBench(main.connection(), options, main.err()::println).run();
        main.output().print(result::describe, () -> table(result));
        return result.sound() ? ExitCode.OK : ExitCode.CONDITION;
    }

    private static String table(ScheduleResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Output.measure("put and acknowledged", "%,d", result.put()));
        rows.add(Output.measure("while putting", "%,.0f /s", result.putPerSecond()));
        rows.add(Output.measure("failed", "%,d", result.failed()));
        rows.add(Output.measure("fell due", "%,d", result.due()));
        rows.add(Output.measure("received", "%,d", result.received()));
        rows.add(Output.measure("lost", "%,d", result.lost()));
        rows.add(Output.measure("duplicated", "%,d", result.duplicated()));
        rows.add(Output.measure("early", "%,d", result.early()));
        rows.add(Output.measure("late", "%,d", result.late()));
        rows.add(Output.measure("left", "%,d", result.left()));
        Percentiles lateness = result.lateness();
        rows.add(List.of(
                "lateness",
                String.format(
                        Locale.ROOT,
                        "p50 %.0f  p99 %.0f  max %.0f ms",
                        lateness.p50(),
                        lateness.p99(),
                        lateness.max())));
        for (ScheduleResult.Memory one : result.memory()) {
            rows.add(List.of(
                    one.moment() + " " + one.node(),
                    String.format(
                            Locale.ROOT,
                            "heap %,d MiB, resident %,d MiB",
                            one.heapBytes() >> 20,
                            one.residentBytes() >> 20)));
        }
        return Output.table(List.of("MEASURE", "VALUE"), rows);
    }
}
