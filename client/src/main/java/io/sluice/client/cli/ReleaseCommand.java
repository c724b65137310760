package io.sluice.client.cli;

import io.sluice.client.SluiceClient;
import io.sluice.client.VisibilityChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice release}. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Gives received messages back, and says what went wrong; they are visible at once, or later.")
final class ReleaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "QUEUE", description = "Name or URL.")
    private String queue;

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
        try (SluiceClient client = Main.of(spec).open()) {
            for (String receipt : receipts) {
                client.queues().changeVisibility(queue, new VisibilityChange(receipt, hidden, reason));
            }
            Main.of(spec)
                    .output()
                    .print(() -> Fields.of("queue", Output.name(queue), "released", receipts.size()), () -> "released");
            return ExitCode.OK;
        }
    }
}
