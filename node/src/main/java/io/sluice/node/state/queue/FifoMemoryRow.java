package io.sluice.node.state.queue;

import io.sluice.node.command.QueueCommand.Receipt;
import java.util.List;

/**
 * What a FIFO queue remembers for five minutes: a send by its deduplication id, or an attempt to receive.
 *
 * @param log row of the memory's log that it is forgotten with
 * @param millis log time of the send or receive
 * @param sequence of the message that was sent; 0 for a receive
 * @param receipts what was received; empty for a send
 * @param dueMillis log time at which the leases of the receive end; 0 for a send
 */
public record FifoMemoryRow(long log, long millis, long sequence, List<Receipt> receipts, long dueMillis) {
    public FifoMemoryRow {
        receipts = List.copyOf(receipts);
    }
}
