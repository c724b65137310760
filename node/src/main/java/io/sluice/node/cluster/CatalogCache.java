package io.sluice.node.cluster;

import io.sluice.node.command.AccessKey;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.Tablets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The catalog as this node's own replica has it. It may be a moment behind: what it knows may have
 * been deleted (then the resource's tablet says so), what it does not know may have been made (then
 * the router asks the catalog's leader).
 */
public final class CatalogCache {
    private static final int NAMES_MAX = 100_000;

    private final Tablets tablets;
    private final Map<ResourceName, Reply.Placed> names = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /** A cache over this node's replica of the catalog. */
    public CatalogCache(Tablets tablets) {
        this.tablets = tablets;
    }

    /** Where an active resource lives, if this node knows it. */
    public Optional<Reply.Placed> placed(ResourceName name) {
        Reply.Placed known = names.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Reply.Placed> found = tablets.queryStale(TabletId.CATALOG, new Query.Locate(name))
                .flatMap(reply -> reply instanceof Reply.Placed placed ? Optional.of(placed) : Optional.empty());
        found.ifPresent(placed -> {
            if (names.size() >= NAMES_MAX) {
                names.clear();
            }
            names.put(name, placed);
        });
        return found;
    }

    /** The cluster, if this node holds a replica of the catalog and the cluster is formed. */
    public Optional<Reply.Cluster> cluster() {
        return tablets.queryStale(TabletId.CATALOG, new Query.DescribeCluster())
                .flatMap(reply -> reply instanceof Reply.Cluster cluster
                                && !cluster.clusterId().isEmpty()
                        ? Optional.of(cluster)
                        : Optional.empty());
    }

    /** The catalog's rows changed: forget what was known. */
    public void changed() {
        changes.incrementAndGet();
        names.clear();
    }

    /** How often the catalog's rows have changed since this node began: whoever keeps what they said compares. */
    public long changes() {
        return changes.get();
    }

    /** An access key, if this node knows it. */
    public Optional<AccessKey> accessKey(String id) {
        return tablets.queryStale(TabletId.CATALOG, new Query.FindKey(id))
                .flatMap(reply -> reply instanceof Reply.Keys found
                        ? found.keys().stream().findFirst()
                        : Optional.empty());
    }
}
