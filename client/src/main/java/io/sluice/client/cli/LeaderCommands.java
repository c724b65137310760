package io.sluice.client.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that move leaders or add tablets. */
final class LeaderCommands {
    /** Moving leads takes longer than a plain call. */
    private static final Duration CALL = Duration.ofSeconds(30);

    private LeaderCommands() {}

    /** {@code sluice transfer}. */
    @Command(name = "transfer", mixinStandardHelpOptions = true, description = "Hands the lead of a tablet to a node.")
    static final class Transfer implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Parameters(index = "0", paramLabel = "TABLET", description = "Number of the tablet; 0 is the catalog.")
        private int tablet;

        @Parameters(index = "1", paramLabel = "NODE", description = "Id of the node, such as n2.")
        private String node;

        @Override
        public Integer call() {
            return cluster.run(CALL, (client, out) -> {
                client.admin().transferLeader(tablet, node);
                out.print(
                        () -> Fields.of("tablet_id", tablet, "leader_node_id", node),
                        () -> "tablet " + tablet + " is led by " + node);
            });
        }
    }

    /** {@code sluice drain}. */
    @Command(
            name = "drain",
            mixinStandardHelpOptions = true,
            description = "Moves every lead away from a node and keeps them away until --undo.")
    static final class Drain implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Parameters(paramLabel = "NODE", description = "Id of the node, such as n2.")
        private String node;

        @Option(names = "--undo", description = "Lets the node lead again.")
        private boolean undo;

        @Override
        public Integer call() {
            return cluster.run(CALL, (client, out) -> {
                if (undo) {
                    client.admin().undrain(node);
                    out.print(() -> Fields.of("node_id", node, "draining", false), () -> node + " may lead again");
                } else {
                    int moved = client.admin().drain(node);
                    out.print(
                            () -> Fields.of("node_id", node, "draining", true, "transferred", moved),
                            () -> node + " is drained: " + moved + " leads moved");
                }
            });
        }
    }

    /** {@code sluice add-tablets}. */
    @Command(
            name = "add-tablets",
            mixinStandardHelpOptions = true,
            description = "Adds data tablets; new queues may be placed on them.")
    static final class AddTablets implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Parameters(paramLabel = "N", description = "1 to 16.")
        private int count;

        @Override
        public Integer call() {
            return cluster.run(CALL, (client, out) -> {
                List<Integer> added = client.admin().addTablets(count);
                out.print(
                        () -> Map.of("tablet_ids", added),
                        () -> "added " + added.stream().map(String::valueOf).collect(Collectors.joining(", ")));
            });
        }
    }
}
