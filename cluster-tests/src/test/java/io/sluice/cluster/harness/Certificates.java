package io.sluice.cluster.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Certificates of a cluster, made by the command line as a user makes them. */
public final class Certificates {
    /** Of the certificates that are made: the client's is for queues, that of a node for nothing. */
    private static final String SCOPES = "[{name: client, allow: ['sqs:*'], on: ['*']}]";

    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory;
    }

    /** Those of the cluster in this directory. */
    public static Certificates in(Path cluster) {
        return new Certificates(cluster.resolve("certs").toAbsolutePath());
    }

    /** Makes them, or new ones by the same authority. */
    public void issue() {
        Path jar = Path.of(Objects.requireNonNull(System.getProperty("sluice.cli.jar"), "sluice.cli.jar"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Commands.run(java, "-jar", jar.toString(), "certs", directory.toString());
    }

    /** Destroys a file, as an interrupted copy might. */
    public void spoil(String file) throws IOException {
        Files.writeString(file(file), "-----BEGIN CERTIFICATE-----\nMIIB");
    }

    /** The cluster's own authority. */
    public Path authorities() {
        return file("ca.pem");
    }

    /** One of the files. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    Map<String, String> settings(String node) {
        return Map.of(
                "SLUICE_TLS_CERTIFICATE_FILE", file(node + ".pem").toString(),
                "SLUICE_TLS_KEY_FILE", file(node + ".key").toString(),
                "SLUICE_TLS_CLIENT_CA_FILE", authorities().toString(),
                "SLUICE_TLS_CLIENT_SCOPES", SCOPES,
                "SLUICE_TLS_PEER_CA_FILE", authorities().toString(),
                "SLUICE_TLS_CHECK_INTERVAL", "200ms");
    }
}
