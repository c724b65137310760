package io.sluice.node.sim;

import io.sluice.node.command.Command;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.FifoEntryRow;
import io.sluice.node.state.queue.FifoTables;
import java.util.Optional;
import java.util.function.LongPredicate;

/** How mutants change what is done with FIFO queues. */
final class FifoTampering {
    private FifoTampering() {}

    /** A receive without its first message, if another one was received with it. */
    static Reply withoutTheFirst(Reply reply, Command asked, LongPredicate lease) {
        return asked instanceof QueueCommand.Receive receive
                        && Workload.isFifo(receive.queue())
                        && reply instanceof Reply.Received received
                        && received.messages().size() > 1
                        && lease.test(received.messages().get(0).lease())
                ? new Reply.Received(
                        received.messages().subList(1, received.messages().size()), received.withheld())
                : reply;
    }

    /** Deletes and changes of visibility by the newest receipts, whichever they have. */
    static Command withNewestReceipts(Command command, Tx tx) {
        if (command instanceof QueueCommand.Delete delete) {
            return new QueueCommand.Delete(
                    delete.queue(),
                    delete.receipts().stream()
                            .map(one -> newest(delete.queue(), one, tx))
                            .toList(),
                    delete.strict());
        }
        return command instanceof QueueCommand.ChangeVisibility hide
                ? new QueueCommand.ChangeVisibility(
                        hide.queue(),
                        hide.hidings().stream()
                                .map(one -> new QueueCommand.Hiding(
                                        newest(hide.queue(), one.receipt(), tx), one.visibilityMillis()))
                                .toList(),
                        hide.strict(),
                        hide.reason())
                : command;
    }

    private static Receipt newest(ResourceId queue, Receipt receipt, Tx tx) {
        return new Receipt(
                receipt.sequence(),
                tx.get(FifoTables.ENTRIES, new Keys.InResource(queue, receipt.sequence()))
                        .map(FifoEntryRow::leases)
                        .orElse(receipt.lease()));
    }

    /** Whether a message of any group is in flight. */
    static boolean hasBlocked(ResourceId queue, Tx tx) {
        boolean[] found = {false};
        tx.scan(FifoTables.GROUPS, new Keys.InResource(queue, 0), new Keys.InResource(queue, -1), (key, row) -> {
            found[0] = row.leased() > 0;
            return !found[0];
        });
        return found[0];
    }

    /** A receive that gets nothing. */
    static Command withoutRoom(QueueCommand.Receive receive) {
        return new QueueCommand.Receive(
                receive.queue(), 0, receive.visibilityMillis(), receive.patience(), "", receive.consumer());
    }

    /** A hint that says nothing but to ask again at once. */
    static Effect askingAgain(Effect effect) {
        return effect instanceof Effect.Level level
                ? new Effect.Level(level.resource(), 0, false, 0, level.waitMillis())
                : effect;
    }

    /** What a release is answered that has given back one message. */
    static Reply released(Reply settled) {
        if (settled.equals(Reply.Done.DONE)) {
            return new Reply.GroupChanged(1, Optional.empty());
        }
        return settled.equals(new Reply.Rejected(RejectionCode.NOT_IN_FLIGHT, ""))
                ? new Reply.Rejected(RejectionCode.RECEIPT_EXPIRED, "")
                : settled;
    }
}
