package io.sluice.client.cli;

import io.sluice.client.VisibilityChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice release}. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Gives received messages back, and says what went wrong; they are visible at once, or later.")
final class ReleaseCommand implements Callable<Integer> {
    @Mixin
    private Cluster cluster;

    @Mixin
    private NamedQueue queue;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "RECEIPT", description = "From a receive.")
    private List<String> receipts;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What went wrong: traces and dead letters tell it.")
    private String reason;

    @Option(names = "--after", paramLabel = "SPAN", defaultValue = "0s", description = "Visible after so long.")
    private String after;

    @Override
    public Integer call() {
        Duration hidden = Spans.parse(after);
        return cluster.run((client, out) -> {
            for (String receipt : receipts) {
                client.queues().changeVisibility(queue.nameOrUrl(), new VisibilityChange(receipt, hidden, reason));
            }
            out.print(() -> Fields.of("queue", queue.name(), "released", receipts.size()), () -> "released");
        });
    }
}
