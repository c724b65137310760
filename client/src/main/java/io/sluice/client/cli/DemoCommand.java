package io.sluice.client.cli;

import io.sluice.client.bench.Demo;
import io.sluice.client.bench.DemoOptions;
import io.sluice.client.bench.DemoResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Sends and consumes, kills the queue's leader in the middle, and counts every message.",
            "It ends with 1 when one was lost, or when the leader was not killed or did not come back."
        })
final class DemoCommand implements Callable<Integer> {
    /** Calls outlast the death of a leader. */
    private static final Duration CALL = Duration.ofSeconds(30);

    @Mixin
    private Cluster cluster;

    @Option(names = "--secs", defaultValue = "20", description = "How long to send (default: 20).")
    private int seconds;

    @Option(names = "--rate", defaultValue = "500", description = "Messages per second (default: 500).")
    private int rate;

    @Option(
            names = "--kill-command",
            defaultValue = "",
            description = "Shell command that kills a node, such as 'deploy/sluice kill {node}'.")
    private String killCommand;

    @Option(names = "--restart-command", defaultValue = "", description = "Shell command, run 5 s later.")
    private String restartCommand;

    @Option(names = "--drain-secs", defaultValue = "45", description = "Wait for the last ones (default: 45).")
    private int drainSeconds;

    @Override
    public Integer call() throws InterruptedException {
        DemoOptions options = new DemoOptions(seconds, rate, killCommand, restartCommand, drainSeconds);
        return cluster.call(CALL, (client, out) -> {
            DemoResult result = new Demo(client, options, cluster.err()::println).run();
            out.print(result::describe, () -> table(result));
            result.killTrouble().ifPresent(trouble -> cluster.err().println("sluice: " + trouble));
            return result.lost() == 0 && result.killTrouble().isEmpty() ? ExitCode.OK : ExitCode.ERROR;
        });
    }

    private static String table(DemoResult result) {
        return Output.table(
                List.of("MESSAGES", "COUNT"),
                List.of(
                        row("sent", result.sent()),
                        row("acknowledged", result.acknowledged()),
                        row("received", result.received()),
                        row("lost", result.lost()),
                        row("duplicated", result.duplicated()),
                        List.of("longest stall", String.format(Locale.ROOT, "%,.0f ms", result.longestStallMillis()))));
    }

    private static List<String> row(String name, long count) {
        return List.of(name, String.format(Locale.ROOT, "%,d", count));
    }
}
