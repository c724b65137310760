package io.sluice.cluster.clients;

import io.sluice.cluster.harness.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Node.js client with grpc-js; it reads the contract itself. */
final class NodeJsClient {
    private NodeJsClient() {}

    static ForeignClient ready() {
        if (Commands.attempt("node", "--version").exitCode() != 0) {
            ForeignClient.missing("Node.js", "apt-get install -y nodejs npm");
        }
        Path directory = ForeignClient.root().resolve("src/test/node");
        if (!Files.isDirectory(directory.resolve("node_modules/@grpc/grpc-js"))) {
            ForeignClient.missing("@grpc/grpc-js", "npm ci --prefix cluster-tests/src/test/node");
        }
        List<String> command = List.of(
                "node",
                directory.resolve("queue_client.js").toString(),
                "--protos",
                ForeignClient.protos().toString());
        return new ForeignClient("Node.js", command, Map.of());
    }
}
