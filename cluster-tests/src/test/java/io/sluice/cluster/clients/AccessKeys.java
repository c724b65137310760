package io.sluice.cluster.clients;

import io.sluice.client.AccessCredentials;
import io.sluice.client.NewAccessKey;
import io.sluice.client.SluiceClient;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.ClusterPlan;
import io.sluice.cluster.harness.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A cluster that takes calls with access keys only, and its keys, made with the root key as an operator makes them. */
public final class AccessKeys {
    /** May do sluice:* and is in no catalog. */
    public static final AccessCredentials ROOT =
            new AccessCredentials("root", "a-secret-of-this-test-which-nobody-else-has");

    private static final Path ROOT_KEY = Path.of("target", "access-keys-test.key");

    private AccessKeys() {}

    /** Three nodes that ask for keys. */
    public static ClusterExtension cluster() {
        return ClusterExtension.of(() -> ClusterPlan.ofThree().withKeys(rootKey()));
    }

    private static Path rootKey() {
        try {
            Files.createDirectories(ROOT_KEY.toAbsolutePath().getParent());
            return Files.writeString(ROOT_KEY, ROOT.keyId() + ":" + ROOT.secret() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our own client with these credentials. */
    static SluiceClient client(Cluster cluster, AccessCredentials credentials) {
        return SluiceClient.builder(
                        cluster.endpoints().stream().map(Endpoint::address).toArray(String[]::new))
                .credentials(credentials)
                .build();
    }

    /** A new key of an account for these actions on all its queues. */
    static NewAccessKey create(Cluster cluster, String account, List<String> actions) {
        try (SluiceClient root = client(cluster, ROOT)) {
            return root.keys().create(account, "shop", actions, List.of("*"));
        }
    }
}
