package io.sluice.client.cli;

import io.sluice.client.bench.SearchBench;
import io.sluice.client.bench.SearchOptions;
import io.sluice.client.bench.SearchResult;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice bench search}. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fills a queue, and searches all of it again and again beside a producer and a consumer of another queue",
            "on the same node; shows the time of a search and what the two lose against running alone.",
            "It ends with 1 when a search does not find exactly what is to be found."
        })
final class SearchBenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--messages",
            defaultValue = "1000000",
            description = "Messages in the searched queue (default: ${DEFAULT-VALUE}).")
    private long messages;

    @Option(names = "--size", defaultValue = "1024", description = "Bytes of a body, from 44 (default: 1024).")
    private int sizeBytes;

    @Option(names = "--secs", defaultValue = "20", description = "Seconds of each window (default: 20).")
    private int seconds;

    @Option(names = "--senders", defaultValue = "1", description = "Sending lanes of the load (default: 1).")
    private int senders;

    @Option(names = "--receivers", defaultValue = "1", description = "Receiving lanes of the load (default: 1).")
    private int receivers;

    @Option(
            names = "--inflight",
            defaultValue = "64",
            description = "Messages of the load sent and not acknowledged (default: 64).")
    private int inflight;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "Messages per second of the load; 0 sends as fast as acknowledged (default: 0).")
    private int rate;

    @Override
    public Integer call() throws InterruptedException {
        SearchOptions options = new SearchOptions(messages, sizeBytes, seconds, senders, receivers, inflight, rate);
        Main main = Main.of(spec);
        SearchResult result = new SearchBench(main.connection(), options, main.err()::println).run();
        main.output().print(result::describe, () -> table(result));
        return ExitCode.OK;
    }

    private static String table(SearchResult result) {
        return Output.table(
                List.of("MEASURE", "VALUE"),
                List.of(
                        Output.measure(
                                "search, median of " + result.searchMillis().size(), "%,d ms", result.medianMillis()),
                        Output.measure("messages looked at", "%,d", result.scanned()),
                        Output.measure("sent alone", "%,.0f /s", result.alone().sentPerSecond()),
                        Output.measure(
                                "sent beside", "%,.0f /s", result.beside().sentPerSecond()),
                        Output.measure("sent less", "%.1f %%", result.sentLossPercent()),
                        Output.measure(
                                "received alone", "%,.0f /s", result.alone().receivedPerSecond()),
                        Output.measure(
                                "received beside", "%,.0f /s", result.beside().receivedPerSecond()),
                        Output.measure("received less", "%.1f %%", result.receivedLossPercent())));
    }
}
