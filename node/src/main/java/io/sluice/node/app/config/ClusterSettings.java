package io.sluice.node.app.config;

import io.sluice.node.model.Limits;
import io.sluice.node.model.NodeId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which nodes make up the cluster, and how many data tablets it is formed with.
 *
 * @param members every node, the same list in the same order on each; 1 to 9
 * @param dataTablets tablets beside the catalog when the cluster is formed; later changes are made at run time
 */
public record ClusterSettings(List<MemberSettings> members, int dataTablets) implements Section {
    private static final int MEMBERS_MAX = 9;

    public ClusterSettings {
        members = List.copyOf(members);
        Check.range("members", members.size(), 1, MEMBERS_MAX);
        Set<NodeId> ids = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        for (MemberSettings member : members) {
            Check.holds(ids.add(member.id()), "members", "node id " + member.id() + " is given twice");
            for (int port : new int[] {member.grpcPort(), member.httpPort(), member.peerPort(), member.raftPort()}) {
                String address = member.host() + ":" + port;
                Check.holds(addresses.add(address), "members", address + " is given twice; every port is its own");
            }
        }
        Check.range("dataTablets", dataTablets, 1, Limits.TABLETS_MAX - 1);
    }

    static ClusterSettings defaults() {
        return new ClusterSettings(
                List.of(MemberSettings.local(1), MemberSettings.local(2), MemberSettings.local(3)), 3);
    }

    /** The member of an id, if there is one. */
    public Optional<MemberSettings> member(NodeId id) {
        return members.stream().filter(member -> member.id().equals(id)).findFirst();
    }
}
