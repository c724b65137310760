package io.sluice.client.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice certs}. */
@Command(
        name = "certs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes certificates for a cluster: an authority (ca.pem), a pair for each node (n1.pem, n1.key, ...)",
            "and one for a client (client.pem, client.key). Run again it issues new pairs by the same authority,",
            "which running nodes take up by themselves. Whoever can read ca.p12 can make a node."
        })
final class CertsCommand implements Callable<Integer> {
    private static final int NODES_MAX = 9;
    private static final int DAYS_MAX = 3_650;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", defaultValue = "certs", description = "Where to (default: ${DEFAULT-VALUE}).")
    private Path directory;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "1 to 9 (default: 3).")
    private int nodes;

    @Option(
            names = "--host",
            paramLabel = "NAME|ADDRESS",
            description = "What clients and nodes dial, beside the names and addresses of loopback; may be repeated.")
    private List<String> hosts = new ArrayList<>();

    @Option(names = "--client", paramLabel = "NAME", defaultValue = "client", description = "The client's name.")
    private String client;

    @Option(names = "--days", paramLabel = "N", defaultValue = "365", description = "How long they hold, 1 to 3650.")
    private int days;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (nodes < 1 || nodes > NODES_MAX || days < 1 || days > DAYS_MAX) {
            throw new IllegalArgumentException("--nodes is 1 to " + NODES_MAX + ", --days is 1 to " + DAYS_MAX);
        }
        Authority authority = Authority.in(directory);
        for (int number = 1; number <= nodes; number++) {
            authority.issueForNode("n" + number, hosts, days);
        }
        authority.issueForClient(client, days);
        Main.of(spec)
                .output()
                .print(
                        () -> Map.of("directory", directory.toString(), "nodes", nodes, "client", client),
                        () -> "certificates of " + nodes + " nodes and of " + client + " are in " + directory);
        return ExitCode.OK;
    }
}
