package io.sluice.client.cli;

import io.sluice.client.MoveInfo;
import io.sluice.client.MoveOptions;
import io.sluice.client.SluiceClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice move ...}. */
@Command(
        name = "move",
        mixinStandardHelpOptions = true,
        description = "Moves the messages of dead-letter queues.",
        subcommands = {MoveCommands.Start.class, MoveCommands.Listing.class, MoveCommands.Cancel.class})
final class MoveCommands implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with moves");
    }

    /** An ARN as it is; of a name or URL the queue's own. */
    private static String arn(SluiceClient client, String queue) {
        return queue.startsWith("arn:")
                ? queue
                : client.queues().attributes(queue, List.of("QueueArn")).getOrDefault("QueueArn", "");
    }

    /** The queue out of which messages are moved. */
    static final class Source {
        @Parameters(index = "0", paramLabel = "QUEUE", description = "Name, URL or ARN of the dead-letter queue.")
        private String queue;

        String arn(SluiceClient client) {
            return MoveCommands.arn(client, queue);
        }
    }

    private static Map<String, Object> shown(MoveInfo move) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("status", move.status());
        shown.put("moved", move.moved());
        shown.put("to_move", move.toMove());
        shown.put("source_arn", move.sourceArn());
        shown.put("destination_arn", move.destinationArn());
        shown.put("messages_per_second", move.messagesPerSecond());
        shown.put("started", move.started().toString());
        shown.put("failure_reason", move.failureReason());
        shown.put("task_handle", move.taskHandle());
        if (!move.redriveHandle().isEmpty()) {
            shown.put("redrive_handle", move.redriveHandle());
            shown.put("scanned", move.scanned());
            shown.put("left_behind", move.leftBehind());
        }
        return shown;
    }

    /** {@code sluice move start}. */
    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description = "Begins to move what a dead-letter queue has now; prints the task's handle.")
    static final class Start implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private Source source;

        @Option(
                names = "--to",
                paramLabel = "QUEUE",
                defaultValue = "",
                description = "Name, URL or ARN of the queue that messages go to; without it each goes back.")
        private String to;

        @Option(
                names = "--rate",
                paramLabel = "N",
                defaultValue = "0",
                description = "Messages per second, 1 to 500; without it as many as the cluster allows.")
        private int rate;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                String destination = to.isEmpty() ? "" : arn(client, to);
                String handle = client.queues().startMove(source.arn(client), new MoveOptions(destination, rate));
                out.print(() -> Map.of("task_handle", handle), () -> handle);
            });
        }
    }

    /** {@code sluice move list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the newest moves out of a queue.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private Source source;

        @Option(names = "--max", defaultValue = "10", description = "At most so many (default: ${DEFAULT-VALUE}).")
        private int max;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                List<MoveInfo> moves = client.queues().listMoves(source.arn(client), max);
                out.print(
                        () -> Map.of(
                                "moves", moves.stream().map(MoveCommands::shown).toList()),
                        () -> Output.table(
                                List.of("STATUS", "MOVED", "OF", "TO", "STARTED", "FAILURE", "HANDLE"),
                                moves.stream().map(Listing::row).toList()));
            });
        }

        private static List<String> row(MoveInfo move) {
            String to = move.destinationArn();
            return List.of(
                    move.status(),
                    Long.toString(move.moved()),
                    Long.toString(move.toMove()),
                    to.isEmpty() ? "sources" : to.substring(to.lastIndexOf(':') + 1),
                    move.started().toString(),
                    move.failureReason(),
                    move.taskHandle());
        }
    }

    /** {@code sluice move cancel}. */
    @Command(name = "cancel", mixinStandardHelpOptions = true, description = "Stops a running move.")
    static final class Cancel implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Parameters(paramLabel = "HANDLE", description = "The task's handle.")
        private String handle;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                long moved = client.queues().cancelMove(handle);
                out.print(() -> Map.of("moved", moved), () -> "cancelled after " + moved);
            });
        }
    }
}
