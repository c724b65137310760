package io.sluice.node.raft;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;

/**
 * Requests of this process to its own RaftServer. Calls the division itself where it can: the way
 * through the server hands every request to another thread and waits for it.
 */
final class LogSubmit {
    private static final RaftClientRequest.Type BARRIER = RaftClientRequest.readRequestType(false, false, true);
    private static final Message NOTHING = Message.valueOf("DUMMY");

    private final ClientId clientId;
    private final AtomicLong callIds;

    /** {@code callIds} never repeats in this process under this client id, or Ratis would give old answers. */
    LogSubmit(ClientId clientId, AtomicLong callIds) {
        this.clientId = clientId;
        this.callIds = callIds;
    }

    /** Appends an entry; the caller's thread does the append. */
    CompletableFuture<RaftClientReply> append(RaftServer server, RaftGroupId group, Message message)
            throws IOException {
        return submit(server, group, message, RaftClientRequest.writeRequestType());
    }

    /** Completes when this leader has applied all that was committed before, and still leads. */
    CompletableFuture<RaftClientReply> barrier(RaftServer server, RaftGroupId group) throws IOException {
        return submit(server, group, NOTHING, BARRIER);
    }

    ClientId clientId() {
        return clientId;
    }

    long nextCallId() {
        return callIds.incrementAndGet();
    }

    private CompletableFuture<RaftClientReply> submit(
            RaftServer server, RaftGroupId group, Message message, RaftClientRequest.Type type) throws IOException {
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(clientId)
                .setServerId(server.getId())
                .setGroupId(group)
                .setCallId(nextCallId())
                .setMessage(message)
                .setType(type)
                .build();
        RaftServer.Division division = server.getDivision(group);
        return division instanceof RaftClientAsynchronousProtocol direct
                ? direct.submitClientRequestAsync(request)
                : server.submitClientRequestAsync(request);
    }
}
