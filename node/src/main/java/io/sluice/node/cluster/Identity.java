package io.sluice.node.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * Which cluster this node's data directory belongs to, and how far its founding went. Kept in a small
 * file beside the data, replaced atomically and fsynced: it is what keeps a wiped node from voting.
 *
 * @param clusterId identity of the cluster
 * @param nodeId the node that wrote the directory
 * @param phase how far the founding went
 */
record Identity(String clusterId, String nodeId, Phase phase) {
    private static final String FILE = "identity.properties";

    /** How far the founding of the cluster went on this node. */
    enum Phase {
        /** This node founds the cluster and has not yet told all others. */
        FOUNDING,
        /** All founding members know the cluster. */
        FORMED,
        /** This node has made its replica of the catalog. */
        JOINED
    }

    static Optional<Identity> read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return Optional.of(new Identity(
                required(properties, "cluster", file),
                required(properties, "node", file),
                Phase.valueOf(required(properties, "phase", file))));
    }

    void write(Path directory) {
        String text = "cluster=" + clusterId + "\nnode=" + nodeId + "\nphase=" + phase + "\n";
        Path file = directory.resolve(FILE);
        Path fresh = directory.resolve(FILE + ".new");
        try {
            Files.createDirectories(directory);
            Files.writeString(fresh, text);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    Identity with(Phase next) {
        return new Identity(clusterId, nodeId, next);
    }

    private static String required(Properties properties, String key, Path file) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalStateException(
                    file + " lacks '" + key + "'; restore the data directory or replace the node");
        }
        return value;
    }
}
