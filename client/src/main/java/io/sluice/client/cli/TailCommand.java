package io.sluice.client.cli;

import io.sluice.client.BrowseOptions;
import io.sluice.client.BrowsePage;
import io.sluice.client.BrowsedMessage;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice msg tail}: the newest messages, then those that come. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows the newest messages, and then those that come, until it is interrupted.",
            "It looks twice a second: what comes and is deleted in between is not shown."
        })
final class TailCommand implements Callable<Integer> {
    private static final int PAGE_MAX = 100;
    private static final long PAUSE_MILLIS = 500;

    @Mixin
    private Cluster cluster;

    @Mixin
    private NamedQueue queue;

    @Option(
            names = "--newest",
            paramLabel = "N",
            defaultValue = "10",
            description = "Begins with so many (default: 10).")
    private int newest;

    @Option(
            names = "--where",
            paramLabel = "EXPRESSION",
            defaultValue = "",
            description = "Only those of which it is true; see msg search.")
    private String expression;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "0",
            description = "Stops after so many (default: never).")
    private long count;

    @Mixin
    private BrowseSelection selection;

    @Override
    public Integer call() throws InterruptedException {
        return cluster.call((client, out) -> {
            BrowseOptions options = selection.options(PAGE_MAX).withNewest(newest);
            long shown = 0;
            while (true) {
                BrowsePage page = expression.isEmpty()
                        ? client.queues().browse(queue.nameOrUrl(), options)
                        : client.queues().search(queue.nameOrUrl(), expression, options);
                for (BrowsedMessage message : page.messages()) {
                    show(message, out);
                    shown++;
                    if (count > 0 && shown >= count) {
                        return ExitCode.OK;
                    }
                }
                options = options.withCursor(page.cursor());
                if (!page.more()) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            }
        });
    }

    private static void show(BrowsedMessage message, Output out) {
        out.print(
                () -> BrowsedView.object(message),
                () -> String.join(
                        "  ",
                        message.sent().toString(),
                        message.messageId(),
                        message.groupId().isEmpty() ? "-" : message.groupId(),
                        message.body()));
    }
}
