package io.sluice.client.cli;

import io.sluice.client.BrowseOptions;
import io.sluice.client.BrowsePage;
import io.sluice.client.BrowsedMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice msg ...}: looks at messages without touching them. */
@Command(
        name = "msg",
        mixinStandardHelpOptions = true,
        description = "Looks at messages without receiving, hiding or counting them.",
        subcommands = {MessageCommands.Peek.class, SearchCommand.class, TailCommand.class, TraceCommand.class})
final class MessageCommands implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say how to look at messages: peek, search, tail or trace");
    }

    /** {@code sluice msg peek}. */
    @Command(
            name = "peek",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Shows messages as they lie in the queue, from the oldest, or the newest with --newest.")
    static final class Peek implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Option(names = "--max", paramLabel = "N", defaultValue = "20", description = "1 to 1000 (default: 20).")
        private int messagesMax;

        @Option(names = "--cursor", paramLabel = "TEXT", defaultValue = "", description = "Where a page ended.")
        private String cursor;

        @Option(names = "--newest", description = "Shows the newest instead of the oldest.")
        private boolean newest;

        @Mixin
        private BrowseSelection selection;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                BrowseOptions options = selection.options(messagesMax);
                options = newest ? options.withNewest(messagesMax) : options.withCursor(cursor);
                BrowsePage page = client.queues().browse(queue.nameOrUrl(), options);
                out.print(() -> object(page), () -> table(page));
            });
        }
    }

    private static Map<String, Object> object(BrowsePage page) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("messages", page.messages().stream().map(BrowsedView::object).toList());
        object.put("cursor", page.cursor());
        object.put("more", page.more());
        object.put("scanned", page.scanned());
        object.put("at", page.at().toString());
        return object;
    }

    private static String table(BrowsePage page) {
        String rest = page.more() ? "\nmore: --cursor " + page.cursor() : "";
        return page.messages().isEmpty() ? "no message" + rest : table(page.messages(), page) + rest;
    }

    static String table(List<BrowsedMessage> messages, BrowsePage at) {
        return Output.table(
                BrowsedView.HEAD,
                messages.stream()
                        .map(message -> BrowsedView.row(message, at.at()))
                        .toList());
    }
}
