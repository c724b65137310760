package io.sluice.client.cli;

import io.sluice.client.bench.Bench;
import io.sluice.client.bench.BenchOptions;
import io.sluice.client.bench.BenchResult;
import io.sluice.client.bench.ForeignClient;
import io.sluice.client.bench.Percentiles;
import io.sluice.client.bench.ShareBench;
import io.sluice.client.bench.ShareOptions;
import io.sluice.client.bench.ShareResult;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice bench ...}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures a cluster.",
        subcommands = {BenchCommand.Queue.class, ScheduleBenchCommand.class, SearchBenchCommand.class})
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to measure: queue, schedules or search");
    }

    private static final int FLOOD_RATE = 2000;

    /** {@code sluice bench queue}. */
    @Command(
            name = "queue",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Sends, receives and deletes, and measures from the time a message should have been sent.",
                "With --verify it ends with 4 when a message was lost, corrupted or came after its delete, or when a",
                "send or delete failed. With --fifo it also ends so when a group was out of order or a repeated send",
                "made a message. With --kill-leader it ends with 1 when the leader was not killed or did not come back."
            })
    static final class Queue implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--senders", defaultValue = "4", description = "Sending lanes (default: 4).")
        private int senders;

        @Option(names = "--receivers", defaultValue = "4", description = "Receiving lanes (default: 4).")
        private int receivers;

        @Option(
                names = "--inflight",
                defaultValue = "1024",
                description = "Messages sent and not acknowledged, over all lanes (default: 1024).")
        private int inflight;

        @Option(names = "--size", defaultValue = "1024", description = "Bytes of a body, from 44 (default: 1024).")
        private int sizeBytes;

        @Option(
                names = "--rate",
                defaultValue = "0",
                description = "Messages per second; 0 sends as fast as acknowledged (default: 0).")
        private int rate;

        @Option(names = "--secs", defaultValue = "20", description = "Measured seconds (default: 20).")
        private int seconds;

        @Option(names = "--warmup", defaultValue = "3", description = "Seconds before (default: 3).")
        private int warmup;

        @Option(names = "--verify", description = "Accounts for every message and drains the queue.")
        private boolean verify;

        @Option(names = "--single", description = "Calls of one message instead of batches of 10.")
        private boolean single;

        @Option(names = "--consume", description = "Receives on streams instead of long polls.")
        private boolean consume;

        @Option(names = "--backlog", defaultValue = "0", description = "Messages put in before (default: 0).")
        private long backlog;

        @Option(
                names = "--ahead",
                defaultValue = "2000",
                description = "Without --rate, how many more than the backlog may wait; 0: any (default: 2000).")
        private int ahead;

        @Option(names = "--queue", defaultValue = "", description = "Queue to use (default: one of its own).")
        private String queue;

        @Option(names = "--keep", description = "Leaves the queue there.")
        private boolean keep;

        @Option(
                names = "--drain-secs",
                defaultValue = "45",
                description = "How long the drain goes on without progress (default: 45).")
        private int drainSeconds;

        @Option(names = "--kill-leader", description = "Kills the queue's leader in the middle.")
        private boolean killLeader;

        @Option(
                names = "--kill-command",
                defaultValue = "",
                description = "Shell command for it, such as 'deploy/sluice kill {node}'.")
        private String killCommand;

        @Option(names = "--restart-command", defaultValue = "", description = "Shell command, run 5 s later.")
        private String restartCommand;

        @Option(names = "--fifo", description = "On a FIFO queue; with --verify its order and deduplication too.")
        private boolean fifo;

        @Option(
                names = "--groups",
                defaultValue = "100",
                description = "Message groups of a FIFO queue (default: 100).")
        private int groups;

        @Option(
                names = "--aws",
                arity = "0..1",
                fallbackValue = "",
                paramLabel = "URL,...",
                description = "By AWS's SDK for Java and its batch manager, over HTTP, at these addresses"
                        + " (default: each endpoint's port and 1).")
        private @Nullable String aws;

        @Option(
                names = "--noisy-tenant",
                description = {
                    "One tenant floods a queue (--rate, default here: 2000), three others send 10 messages a second",
                    "each, --receivers work --work ms on each message: how long do messages wait, without and with",
                    "group ids? Of the other options only --secs, --warmup and --size count."
                })
        private boolean noisyTenant;

        @Option(
                names = "--priority",
                description = "The same with priorities: 0 and 4 flood a queue, 9 sends 30 messages a second.")
        private boolean byPriority;

        @Option(
                names = "--work",
                defaultValue = "10",
                description = "Milliseconds that a message takes a receiver, for these two (default: 10).")
        private int workMillis;

        private Integer share() throws InterruptedException {
            int floodRate = rate == 0 ? FLOOD_RATE : rate;
            ShareOptions options = new ShareOptions(
                    byPriority, seconds, warmup, receivers, workMillis, floodRate, Math.max(64, sizeBytes));
            Main main = Main.of(spec);
            ShareResult result = new ShareBench(main.endpoints(), options, main.err()::println).run();
            main.output().print(result::describe, () -> table(result));
            return ExitCode.OK;
        }

        @Override
        public Integer call() throws InterruptedException {
            if (noisyTenant || byPriority) {
                return share();
            }
            BenchOptions options = new BenchOptions(
                    senders,
                    receivers,
                    inflight,
                    sizeBytes,
                    rate,
                    seconds,
                    warmup,
                    verify,
                    single,
                    consume,
                    backlog,
                    ahead,
                    queue,
                    keep,
                    drainSeconds,
                    killLeader,
                    killCommand,
                    restartCommand,
                    fifo ? Math.max(1, groups) : 0);
            Main main = Main.of(spec);
            Bench bench = new Bench(main.connection(), options, main.err()::println);
            BenchResult result = aws == null ? bench.run() : byAws(bench, aws);
            main.output().print(result::describe, () -> table(result));
            if (result.killTrouble().isPresent()) {
                main.err().println("sluice: " + result.killTrouble().get());
                return ExitCode.ERROR;
            }
            return verify && !result.sound() ? ExitCode.CONDITION : ExitCode.OK;
        }

        private BenchResult byAws(Bench bench, String addresses) throws InterruptedException {
            ForeignClient.Maker maker = ServiceLoader.load(ForeignClient.Maker.class)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "AWS's SDK is not on the class path; deploy/sluice bench queue --aws puts it there"));
            Stream<String> texts = addresses.isEmpty()
                    ? Main.of(spec).endpoints().stream().map(Queue::httpAddress)
                    : Arrays.stream(addresses.split(","));
            try (ForeignClient client = maker.open(texts.map(URI::create).toList())) {
                return bench.run(client);
            }
        }

        /** A node's HTTP port follows its gRPC port, unless it was configured otherwise. */
        private static String httpAddress(String endpoint) {
            int colon = endpoint.lastIndexOf(':');
            return "http://" + endpoint.substring(0, colon + 1) + (Integer.parseInt(endpoint.substring(colon + 1)) + 1);
        }
    }

    private static String table(ShareResult result) {
        List<List<String>> rows = new ArrayList<>();
        result.runs()
                .forEach((run, shares) -> shares.forEach((sender, share) -> rows.add(List.of(
                        run,
                        sender,
                        String.format(Locale.ROOT, "%,.0f /s", share.receivedPerSecond()),
                        millis(share.dwellMillis())))));
        return Output.table(List.of("RUN", "SENDER", "RECEIVED", "TIME IN THE QUEUE"), rows);
    }

    private static String table(BenchResult result) {
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
        return Output.table(List.of("MEASURE", "VALUE"), rows);
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
