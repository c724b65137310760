package io.sluice.cluster.clients;

import io.sluice.cluster.harness.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Python client with Debian's grpcio; its stubs are generated when it is made. */
final class PythonClient {
    private static final String REMEDY =
            "apt-get install -y python3-grpcio python3-protobuf protobuf-compiler protobuf-compiler-grpc";

    private PythonClient() {}

    static ForeignClient ready() throws IOException {
        String python = interpreter();
        Path stubs = ForeignClient.emptyDirectory("python-stubs");
        List<String> command = new ArrayList<>(List.of(
                "protoc",
                "--proto_path=" + ForeignClient.protos(),
                "--python_out=" + stubs,
                "--plugin=protoc-gen-grpc_python=" + plugin(),
                "--grpc_python_out=" + stubs));
        command.addAll(contracts());
        Commands.Result generated = Commands.attempt(command.toArray(String[]::new));
        if (generated.exitCode() != 0) {
            ForeignClient.missing(
                    "protoc with the Python plugin (" + generated.output().strip() + ")", REMEDY);
        }
        Path program = ForeignClient.root().resolve("src/test/python/queue_client.py");
        return new ForeignClient("Python", List.of(python, program.toString()), Map.of("PYTHONPATH", stubs.toString()));
    }

    /** Every contract of the API: a module of Python imports those that its contract does. */
    private static List<String> contracts() throws IOException {
        Path protos = ForeignClient.protos();
        try (Stream<Path> files = Files.list(protos.resolve("sluice/api/v1"))) {
            return files.map(file -> protos.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** The first Python that knows gRPC: the one on the path may be another than Debian's. */
    private static String interpreter() {
        for (String candidate : List.of("python3", "/usr/bin/python3")) {
            if (Commands.attempt(candidate, "-c", "import grpc, google.protobuf")
                            .exitCode()
                    == 0) {
                return candidate;
            }
        }
        ForeignClient.missing("Python with grpcio and protobuf", REMEDY);
        throw new IllegalStateException("unreachable: the test has ended");
    }

    private static String plugin() {
        return Commands.attempt("sh", "-c", "command -v grpc_python_plugin")
                .output()
                .strip();
    }
}
