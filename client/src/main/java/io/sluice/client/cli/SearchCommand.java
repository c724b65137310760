package io.sluice.client.cli;

import io.sluice.client.BrowseOptions;
import io.sluice.client.BrowsePage;
import io.sluice.client.BrowsedMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice msg search}: page after page until enough was found or the queue is at its end. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows the messages of which an expression is true, in CEL: for example",
            "  body.contains(\"refund\") && age > 3600",
            "  json.customer.id == 17 || attributes[\"color\"] == \"red\"",
            "It knows body, json, attributes, group, state, age (seconds), receives and size (bytes)."
        })
final class SearchCommand implements Callable<Integer> {
    private static final int PAGE_MAX = 1000;

    @Mixin
    private Cluster cluster;

    @Mixin
    private NamedQueue queue;

    @Parameters(index = "1", paramLabel = "EXPRESSION", description = "What must be true.")
    private String expression;

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "20",
            description = "Stops when so many are found (default: 20).")
    private int messagesMax;

    @Option(
            names = "--max-scanned",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "Stops when so many were looked at (default: ${DEFAULT-VALUE}).")
    private long scannedMax;

    @Option(names = "--cursor", paramLabel = "TEXT", defaultValue = "", description = "Where a search ended.")
    private String cursor;

    @Mixin
    private BrowseSelection selection;

    @Override
    public Integer call() {
        return cluster.run((client, out) -> {
            long beganNanos = System.nanoTime();
            List<BrowsedMessage> found = new ArrayList<>();
            long scanned = 0;
            long failed = 0;
            BrowsePage page;
            String from = cursor;
            do {
                BrowseOptions options = selection.options(Math.max(1, Math.min(PAGE_MAX, messagesMax - found.size())));
                page = client.queues().search(queue.nameOrUrl(), expression, options.withCursor(from));
                found.addAll(page.messages());
                scanned += page.scanned();
                failed += page.failed();
                from = page.cursor();
            } while (page.more() && found.size() < messagesMax && scanned < scannedMax);
            print(found, page, scanned, failed, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos), out);
        });
    }

    private void print(
            List<BrowsedMessage> found, BrowsePage last, long scanned, long failed, long millis, Output out) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("messages", found.stream().map(BrowsedView::object).toList());
        object.put("cursor", last.cursor());
        object.put("more", last.more());
        object.put("scanned", scanned);
        object.put("failed", failed);
        object.put("millis", millis);
        String rest = last.more() ? "\nmore: --cursor " + last.cursor() : "";
        String sum = String.format(
                Locale.ROOT,
                "found %,d of %,d in %.1f s%s%s",
                found.size(),
                scanned,
                millis / 1000.0,
                failed == 0 ? "" : String.format(Locale.ROOT, "; of %,d it cannot be said", failed),
                rest);
        out.print(() -> object, () -> found.isEmpty() ? sum : MessageCommands.table(found, last) + "\n" + sum);
    }
}
