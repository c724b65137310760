package io.sluice.cluster.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What cluster a test wants.
 *
 * @param nodes how many nodes
 * @param heapMegabytes heap of each
 * @param settings configuration by environment variable, such as {@code SLUICE_RAFT_LOG_ENTRIES_KEPT}
 * @param dataDirectories nodes, by number from 1, whose data lies elsewhere than beside the others'
 * @param tls everything is spoken over TLS, with certificates that the command line makes
 */
public record ClusterPlan(
        int nodes, int heapMegabytes, Map<String, String> settings, Map<Integer, Path> dataDirectories, boolean tls) {
    private static final String ROOT_KEY = "SLUICE_ACCESS_ROOT_KEY_FILE";

    public ClusterPlan {
        settings = Map.copyOf(settings);
        dataDirectories = Map.copyOf(dataDirectories);
    }

    /** Three nodes as a user starts them. */
    public static ClusterPlan ofThree() {
        return new ClusterPlan(3, 640, Map.of(), Map.of(), false);
    }

    /** The same with TLS on every port. */
    public ClusterPlan withTls() {
        return new ClusterPlan(nodes, heapMegabytes, settings, dataDirectories, true);
    }

    /** The same with another heap. */
    public ClusterPlan withHeap(int megabytes) {
        return new ClusterPlan(nodes, megabytes, settings, dataDirectories, tls);
    }

    /** The same with one more setting. */
    public ClusterPlan with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(variable, value);
        return new ClusterPlan(nodes, heapMegabytes, more, dataDirectories, tls);
    }

    /** The same, but that calls are taken with access keys only; this file has the root key, {@code ID:SECRET}. */
    public ClusterPlan withKeys(Path rootKey) {
        return with("SLUICE_ACCESS_MODE", "keys")
                .with(ROOT_KEY, rootKey.toAbsolutePath().toString());
    }

    /** What the harness must bring with its own calls; empty where anybody may call. */
    String bearer() throws IOException {
        String file = settings.get(ROOT_KEY);
        return file == null ? "" : Files.readString(Path.of(file)).strip();
    }

    /** The same with the data of one node elsewhere. */
    public ClusterPlan withData(int node, Path directory) {
        Map<Integer, Path> more = new TreeMap<>(dataDirectories);
        more.put(node, directory);
        return new ClusterPlan(nodes, heapMegabytes, settings, more, tls);
    }
}
