package io.sluice.client.cli;

import io.sluice.client.ClusterInfo;
import io.sluice.client.SluiceClient;
import io.sluice.client.SluiceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice await-ready}. */
@Command(
        name = "await-ready",
        mixinStandardHelpOptions = true,
        description = "Waits until every node answers and every tablet is led; prints the endpoints.")
final class AwaitReadyCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration CALL = Duration.ofSeconds(2);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many nodes there must be at least (default: ${DEFAULT-VALUE}).")
    private int nodesMin;

    @Override
    public Integer call() throws InterruptedException {
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        String shown = "";
        try (SluiceClient client = Main.of(spec).open(CALL)) {
            while (true) {
                @Nullable ClusterInfo cluster = null;
                String seen;
                try {
                    cluster = client.admin().cluster();
                    Readiness readiness = Readiness.of(cluster, client.admin().tablets());
                    if (readiness.ready() && readiness.nodes() >= nodesMin) {
                        ready(cluster);
                        return ExitCode.OK;
                    }
                    seen = readiness.toString();
                } catch (SluiceException e) {
                    seen = cluster == null ? "no node answers yet" : "the cluster has no answer yet";
                }
                if (!seen.equals(shown)) {
                    Main.of(spec).err().println(seen);
                    shown = seen;
                }
                if (System.nanoTime() - untilNanos >= 0) {
                    Main.of(spec)
                            .err()
                            .println("sluice: not ready after " + timeoutSeconds + " s: " + seen
                                    + "\n  see the nodes' logs: deploy/sluice logs N");
                    return ExitCode.ERROR;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            }
        }
    }

    private void ready(ClusterInfo cluster) {
        List<String> addresses =
                cluster.nodes().stream().map(ClusterInfo.Node::grpcAddress).toList();
        Main.of(spec)
                .output()
                .print(() -> Fields.of("ready", true, "endpoints", addresses), () -> String.join(",", addresses));
    }
}
