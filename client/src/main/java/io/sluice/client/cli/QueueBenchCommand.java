package io.sluice.client.cli;

import io.sluice.client.bench.Bench;
import io.sluice.client.bench.BenchOptions;
import io.sluice.client.bench.BenchResult;
import io.sluice.client.bench.Death;
import io.sluice.client.bench.ForeignClient;
import io.sluice.client.bench.ShareBench;
import io.sluice.client.bench.ShareOptions;
import io.sluice.client.bench.ShareResult;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
final class QueueBenchCommand implements Callable<Integer> {
    private static final int FLOOD_RATE = 2000;

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

    @Option(names = "--groups", defaultValue = "100", description = "Message groups of a FIFO queue (default: 100).")
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
            names = "--beside",
            paramLabel = "URL",
            description = "With --aws: afterwards the same load on another server of SQS's protocol, such as"
                    + " ElasticMQ; the report has both.")
    private @Nullable String beside;

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
        main.output().print(result::describe, () -> QueueBenchView.table(result));
        return ExitCode.OK;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (noisyTenant || byPriority) {
            return share();
        }
        if (beside != null && (aws == null || killLeader)) {
            throw new IllegalArgumentException(
                    "--beside measures another server by AWS's SDK: it goes with --aws, and not with --kill-leader");
        }
        BenchOptions options = options();
        Main main = Main.of(spec);
        Bench bench = new Bench(main.connection(), options, main.err()::println);
        BenchResult result = aws == null ? bench.run() : byAws(bench, nodes(aws));
        BenchResult other = beside == null ? null : byAws(bench, List.of(URI.create(beside)));
        main.output().print(() -> describe(result, other), () -> QueueBenchView.table(result, other));
        if (result.killTrouble().isPresent()) {
            main.err().println("sluice: " + result.killTrouble().get());
            return ExitCode.ERROR;
        }
        return verify && !result.sound() ? ExitCode.CONDITION : ExitCode.OK;
    }

    private BenchOptions options() {
        BenchOptions options = BenchOptions.of(
                        new BenchOptions.Load(senders, receivers, inflight, sizeBytes, rate),
                        new BenchOptions.Span(seconds, warmup, drainSeconds),
                        new BenchOptions.Queue(queue, keep, backlog, ahead, fifo ? Math.max(1, groups) : 0))
                .withSingle(single)
                .withConsume(consume)
                .withVerify(verify);
        return killLeader ? options.withDeath(new Death(killCommand, restartCommand)) : options;
    }

    /** What another server showed stands within what the cluster did, and says nothing of the exit code. */
    private static Map<String, Object> describe(BenchResult result, @Nullable BenchResult other) {
        Map<String, Object> all = new LinkedHashMap<>(result.describe());
        if (other != null) {
            all.put("beside", other.describe());
        }
        return all;
    }

    private static BenchResult byAws(Bench bench, List<URI> addresses) throws InterruptedException {
        ForeignClient.Maker maker = ServiceLoader.load(ForeignClient.Maker.class)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "AWS's SDK is not on the class path; deploy/sluice bench queue --aws puts it there"));
        try (ForeignClient client = maker.open(addresses)) {
            return bench.run(client);
        }
    }

    private List<URI> nodes(String addresses) {
        Stream<String> texts = addresses.isEmpty()
                ? Main.of(spec).endpoints().stream().map(QueueBenchCommand::httpAddress)
                : Arrays.stream(addresses.split(","));
        return texts.map(URI::create).toList();
    }

    /** A node's HTTP port follows its gRPC port, unless it was configured otherwise. */
    private static String httpAddress(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        return "http://" + endpoint.substring(0, colon + 1) + (Integer.parseInt(endpoint.substring(colon + 1)) + 1);
    }
}
