package io.sluice.node.raft;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Reply;
import io.sluice.node.model.RequestId;
import java.util.concurrent.CompletableFuture;

/** A command on its way into the log; as a future, its reply. */
final class Proposal extends CompletableFuture<Reply> {
    /** What the objects of a waiting command cost beside its bytes; an estimate, bytes. */
    private static final int OVERHEAD_BYTES = 256;

    private final Entry.Item item;
    private final byte[] encodedItem;

    Proposal(RequestId requestId, Command command, byte[] encodedItem) {
        this.item = new Entry.Item(requestId, command);
        this.encodedItem = encodedItem;
    }

    Entry.Item item() {
        return item;
    }

    byte[] encodedItem() {
        return encodedItem;
    }

    /** What it takes of the bound on what waits. */
    int weightBytes() {
        return weightBytes(encodedItem);
    }

    static int weightBytes(byte[] encodedItem) {
        return encodedItem.length + OVERHEAD_BYTES;
    }
}
