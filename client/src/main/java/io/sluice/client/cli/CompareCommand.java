package io.sluice.client.cli;

import io.sluice.client.ReplicaComparison;
import io.sluice.client.ReplicaComparison.Verdict;
import io.sluice.client.TabletInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Tells whether the replicas of a tablet are equal, row by row; ends with 4 unless they are.")
final class CompareCommand implements Callable<Integer> {
    /** So much of a digest tells people apart what differs; scripts get all of it. */
    private static final int DIGITS_SHOWN = 12;

    /** A node works on no call for longer. */
    private static final int TIMEOUT_SECONDS_MAX = 60;

    @Mixin
    private Cluster cluster;

    @Parameters(
            arity = "0..1",
            paramLabel = "TABLET",
            description = "Number of the tablet; 0 is the catalog. Without it: every tablet, one after another.")
    private @Nullable Integer tablet;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Time for each tablet, all rows of which are read; 1 to 60 (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Override
    public Integer call() {
        if (timeoutSeconds < 1 || timeoutSeconds > TIMEOUT_SECONDS_MAX) {
            throw new IllegalArgumentException("--timeout is 1 to " + TIMEOUT_SECONDS_MAX + ", not " + timeoutSeconds);
        }
        return cluster.call(Duration.ofSeconds(timeoutSeconds), (client, out) -> {
            List<Integer> tablets = tablet != null
                    ? List.of(tablet)
                    : client.admin().tablets().stream()
                            .map(TabletInfo::tabletId)
                            .toList();
            List<ReplicaComparison> found = new ArrayList<>();
            for (int each : tablets) {
                found.add(client.admin().compareReplicas(each));
            }
            boolean equal = found.stream().allMatch(comparison -> comparison.verdict() == Verdict.EQUAL);
            out.print(() -> object(found, equal), () -> table(found));
            return equal ? ExitCode.OK : ExitCode.CONDITION;
        });
    }

    private static String table(List<ReplicaComparison> found) {
        List<List<String>> rows = new ArrayList<>();
        for (ReplicaComparison comparison : found) {
            for (ReplicaComparison.Replica replica : comparison.replicas()) {
                boolean known = replica.problem().isEmpty();
                rows.add(List.of(
                        Integer.toString(comparison.tabletId()),
                        word(comparison.verdict()),
                        replica.nodeId(),
                        known ? replica.term() + ":" + replica.index() : "-",
                        known ? Long.toString(replica.rows()) : "-",
                        known ? replica.sha256().substring(0, DIGITS_SHOWN) : replica.problem()));
            }
        }
        return Output.table(List.of("TABLET", "VERDICT", "NODE", "UP TO", "ROWS", "DIGEST"), rows);
    }

    private static Map<String, Object> object(List<ReplicaComparison> found, boolean equal) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("equal", equal);
        object.put("tablets", found.stream().map(CompareCommand::object).toList());
        return object;
    }

    private static Map<String, Object> object(ReplicaComparison comparison) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("tablet_id", comparison.tabletId());
        object.put("verdict", word(comparison.verdict()));
        object.put(
                "replicas",
                comparison.replicas().stream().map(CompareCommand::object).toList());
        return object;
    }

    private static Map<String, Object> object(ReplicaComparison.Replica replica) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("node_id", replica.nodeId());
        object.put("problem", replica.problem());
        object.put("term", replica.term());
        object.put("index", replica.index());
        object.put("rows", replica.rows());
        object.put("sha256", replica.sha256());
        return object;
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
