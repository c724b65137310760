package io.sluice.node.cluster;

import io.sluice.node.command.KnownTablet;
import io.sluice.node.command.Reply;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Says which tablet stands in for the one of a resource that there is not, where nobody may learn that there is none:
 * it is asked, as the other would be. Each name has one, the same on every node, or asking twice would tell; and which
 * one follows from the cluster's secret, or whoever knows that a tablet is slow could tell. Pure.
 */
final class StandIns {
    private StandIns() {}

    /** A tablet that resources live on; the catalog while there is none. */
    static TabletId of(Reply.Cluster cluster, ResourceName name) {
        List<TabletId> data = cluster.tablets().stream()
                .filter(KnownTablet::ready)
                .map(KnownTablet::tablet)
                .filter(tablet -> !tablet.equals(TabletId.CATALOG))
                .toList();
        if (data.isEmpty()) {
            return TabletId.CATALOG;
        }
        String text = cluster.secret() + "/" + name.kind() + "/" + name.account() + "/" + name.name();
        return data.get(new BigInteger(1, digest(text))
                .mod(BigInteger.valueOf(data.size()))
                .intValue());
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
