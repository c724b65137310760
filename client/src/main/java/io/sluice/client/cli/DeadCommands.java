package io.sluice.client.cli;

import io.sluice.client.BrowseOptions;
import io.sluice.client.BrowsePage;
import io.sluice.client.DeadLetterGroup;
import io.sluice.client.DeadLetterSelection;
import java.util.ArrayList;
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

/** {@code sluice dead ...}. */
@Command(
        name = "dead",
        mixinStandardHelpOptions = true,
        description = "Shows why messages of dead-letter queues died, and moves some of them back.",
        subcommands = {
            DeadCommands.Listing.class,
            DeadCommands.Groups.class,
            DeadCommands.Redrive.class,
            DeadCommands.Undo.class
        })
final class DeadCommands implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with dead letters");
    }

    /** Which dead letters of which queue. */
    static final class Which {
        @Parameters(index = "0", paramLabel = "QUEUE", description = "Name or URL of the dead-letter queue.")
        private String queue;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Only those of this reason; repeatable.")
        private List<String> reasons = new ArrayList<>();

        @Option(names = "--source", paramLabel = "QUEUE", description = "Only those of this queue; repeatable.")
        private List<String> sources = new ArrayList<>();

        @Option(names = "--id", paramLabel = "MESSAGE", description = "Only this message; repeatable.")
        private List<String> ids = new ArrayList<>();

        @Option(
                names = "--where",
                paramLabel = "EXPRESSION",
                defaultValue = "",
                description = "Only those of which it is true, in CEL as for 'msg search'.")
        private String expression;

        String queue() {
            return queue;
        }

        DeadLetterSelection selection() {
            return new DeadLetterSelection(reasons, sources, ids, expression);
        }

        String expression() {
            return expression;
        }
    }

    /** {@code sluice dead list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Shows dead letters, each with its story in -o json.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private Which which;

        @Option(names = "--max", defaultValue = "20", description = "1 to 1000 (default: ${DEFAULT-VALUE}).")
        private int max;

        @Option(names = "--cursor", paramLabel = "TEXT", defaultValue = "", description = "Where a list ended.")
        private String cursor;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                BrowseOptions options = BrowseOptions.upTo(max)
                        .withDeadLetters(which.selection())
                        .withCursor(cursor);
                BrowsePage page = which.expression().isEmpty()
                        ? client.queues().browse(which.queue(), options)
                        : client.queues().search(which.queue(), which.expression(), options);
                Map<String, Object> object = new LinkedHashMap<>();
                object.put(
                        "messages",
                        page.messages().stream().map(BrowsedView::object).toList());
                object.put("cursor", page.cursor());
                object.put("more", page.more());
                out.print(
                        () -> object,
                        () -> Output.table(
                                List.of("MESSAGE", "REASON", "SOURCE", "DIED", "RECEIVES", "BODY"),
                                page.messages().stream().map(BrowsedView::death).toList()));
            });
        }
    }

    /** {@code sluice dead groups}. */
    @Command(name = "groups", mixinStandardHelpOptions = true, description = "Counts dead letters by reason and queue.")
    static final class Groups implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private Which which;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                show(client.deadLetters().groups(which.queue(), which.selection()), out);
            });
        }
    }

    private static void show(List<DeadLetterGroup> groups, Output output) {
        output.print(
                () -> Map.of("groups", groups.stream().map(DeadCommands::object).toList()),
                () -> Output.table(
                        List.of("COUNT", "REASON", "SOURCE", "FIRST", "LAST"),
                        groups.stream().map(DeadCommands::row).toList()));
    }

    private static Map<String, Object> object(DeadLetterGroup group) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("reason", group.reason());
        object.put("source_queue", group.sourceQueue());
        object.put("count", group.count());
        object.put("first", group.first() == null ? "" : group.first().toString());
        object.put("last", group.last() == null ? "" : group.last().toString());
        object.put("message_ids", group.messageIds());
        return object;
    }

    private static List<String> row(DeadLetterGroup group) {
        return List.of(
                Long.toString(group.count()),
                group.reason(),
                group.sourceQueue(),
                group.first() == null ? "" : group.first().toString(),
                group.last() == null ? "" : group.last().toString());
    }

    /** {@code sluice dead redrive}. */
    @Command(
            name = "redrive",
            mixinStandardHelpOptions = true,
            description = "Begins to move some dead letters back; prints the handle by which it can be undone."
                    + " 'sluice move list' tells how far it is.")
    static final class Redrive implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private Which which;

        @Option(
                names = "--to",
                paramLabel = "QUEUE",
                defaultValue = "",
                description = "Name or URL of the queue that they go to; without it each goes back.")
        private String to;

        @Option(
                names = "--rate",
                paramLabel = "N",
                defaultValue = "0",
                description = "Messages per second, 1 to 500; without it as many as the cluster allows.")
        private int rate;

        @Option(names = "--dry-run", description = "Moves nothing; counts what would be moved, with the first ids.")
        private boolean dryRun;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                if (dryRun) {
                    show(client.deadLetters().groups(which.queue(), which.selection()), out);
                } else {
                    String handle = client.deadLetters().redrive(which.queue(), which.selection(), to, rate);
                    out.print(() -> Map.of("redrive_handle", handle), () -> handle);
                }
            });
        }
    }

    /** {@code sluice dead undo}. */
    @Command(
            name = "undo",
            mixinStandardHelpOptions = true,
            description = "Makes what a redrive has moved dead letters again, as far as nobody has received it since.")
    static final class Undo implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Parameters(paramLabel = "HANDLE", description = "The redrive's handle.")
        private String handle;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                List<String> handles = client.deadLetters().undo(handle);
                out.print(() -> Map.of("task_handles", handles), () -> String.join("\n", handles));
            });
        }
    }
}
