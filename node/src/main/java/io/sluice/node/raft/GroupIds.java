package io.sluice.node.raft;

import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

/**
 * Identities of the groups of one cluster. The last 32 bits are the tablet's number, the others a
 * digest of the cluster's identity: so a folder of another cluster is recognised.
 */
final class GroupIds {
    private static final long NUMBER_BITS = 0xFFFF_FFFFL;

    private final String clusterId;
    private final long high;
    private final long low;

    GroupIds(String clusterId) {
        this.clusterId = clusterId;
        ByteBuffer digest = ByteBuffer.wrap(sha256(clusterId));
        this.high = digest.getLong();
        this.low = digest.getLong() & ~NUMBER_BITS;
    }

    RaftGroupId of(TabletId tablet) {
        return RaftGroupId.valueOf(new UUID(high, low | tablet.value()));
    }

    /** The tablet of a group; throws when the group belongs to another cluster. */
    TabletId tabletOf(RaftGroupId group) {
        UUID uuid = group.getUuid();
        long number = uuid.getLeastSignificantBits() & NUMBER_BITS;
        boolean ours = uuid.getMostSignificantBits() == high
                && (uuid.getLeastSignificantBits() & ~NUMBER_BITS) == low
                && number <= Integer.MAX_VALUE;
        if (!ours) {
            throw new IllegalStateException(
                    "the storage directory holds group " + uuid + ", which is not of cluster " + clusterId);
        }
        return new TabletId((int) number);
    }

    RaftGroup group(TabletId tablet, List<NodeId> members, RaftConfig config) {
        List<RaftPeer> peers = members.stream()
                .sorted()
                .map(member -> RaftPeer.newBuilder()
                        .setId(peerId(member))
                        .setAddress(config.address(member))
                        .build())
                .toList();
        return RaftGroup.valueOf(of(tablet), peers);
    }

    static RaftPeerId peerId(NodeId node) {
        return RaftPeerId.valueOf(node.value());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
