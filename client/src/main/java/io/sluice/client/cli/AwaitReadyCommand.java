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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice await-ready}. */
@Command(
        name = "await-ready",
        mixinStandardHelpOptions = true,
        description = "Waits until every node answers and every tablet is led; prints the endpoints.")
final class AwaitReadyCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration CALL = Duration.ofSeconds(2);

    @Mixin
    private Cluster cluster;

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

    @Option(names = "--reachable", paramLabel = "N", description = "How many of them must answer (default: all).")
    private @Nullable Integer reachableMin;

    @Override
    public Integer call() throws InterruptedException {
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        return cluster.call(CALL, (client, out) -> await(client, out, untilNanos));
    }

    private int await(SluiceClient client, Output out, long untilNanos) throws InterruptedException {
        String shown = "";
        while (true) {
            @Nullable ClusterInfo found = null;
            String seen;
            try {
                found = client.admin().cluster();
                Readiness readiness = Readiness.of(found, client.admin().tablets());
                boolean ready = reachableMin == null ? readiness.ready() : readiness.ready(reachableMin);
                if (ready && readiness.nodes() >= nodesMin) {
                    print(found, out);
                    return ExitCode.OK;
                }
                seen = readiness.toString();
            } catch (SluiceException e) {
                seen = found == null ? "no node answers yet" : "the cluster has no answer yet";
            }
            if (!seen.equals(shown)) {
                cluster.err().println(seen);
                shown = seen;
            }
            if (System.nanoTime() - untilNanos >= 0) {
                cluster.err()
                        .println("sluice: not ready after " + timeoutSeconds + " s: " + seen
                                + "\n  see the nodes' logs: deploy/sluice logs N");
                return ExitCode.ERROR;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    private static void print(ClusterInfo ready, Output out) {
        List<String> addresses =
                ready.nodes().stream().map(ClusterInfo.Node::grpcAddress).toList();
        out.print(() -> Fields.of("ready", true, "endpoints", addresses), () -> String.join(",", addresses));
    }
}
