package io.sluice.node.cluster;

import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.Tablets;
import io.sluice.peer.v1.TransferLeadRequest;
import io.sluice.peer.v1.TransferLeadResponse;
import java.util.concurrent.CompletableFuture;

/** Moves the lead of a tablet, wherever it is. */
public final class LeadTransfers {
    private static final long TRANSFER_MILLIS = 5_000;

    private final Members members;
    private final Tablets tablets;
    private final PeerLinks links;

    /** Transfers ordered from this node. */
    public LeadTransfers(Members members, Tablets tablets, PeerLinks links) {
        this.members = members;
        this.tablets = tablets;
        this.links = links;
    }

    /** Makes the leader hand its lead to another node. */
    public CompletableFuture<Void> transfer(TabletId tablet, NodeId from, NodeId to) {
        if (from.equals(members.self())) {
            return tablets.transfer(tablet, to);
        }
        CompletableFuture<TransferLeadResponse> answer = new CompletableFuture<>();
        links.to(from)
                .stub(TRANSFER_MILLIS)
                .transferLead(
                        TransferLeadRequest.newBuilder()
                                .setTablet(tablet.value())
                                .setTo(to.value())
                                .build(),
                        Survey.into(answer));
        return answer.thenAccept(done -> {});
    }
}
