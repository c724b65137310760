package io.sluice.node.sim;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Outcome;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.QueueTables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** How mutants change commands and replies. */
final class Tampering {
    private Tampering() {}

    /** Parks another group than was asked for. */
    static Command parksAnother(Command command) {
        return command instanceof QueueCommand.ChangeGroups change && change.change() instanceof GroupChange.Park park
                ? new QueueCommand.ChangeGroups(change.queue(), new GroupChange.Park(park.group() + "?"))
                : command;
    }

    /** Changes each message that is received. */
    static Reply eachReceived(Reply reply, UnaryOperator<Reply.ReceivedOne> change) {
        return reply instanceof Reply.Received received
                ? new Reply.Received(received.messages().stream().map(change).toList(), received.withheld())
                : reply;
    }

    /** A receive whose leases last half as long as it says. */
    static Command withShorterLeases(Command command) {
        return command instanceof QueueCommand.Receive receive
                        && receive.visibilityMillis().isPresent()
                ? receive(receive, OptionalLong.of(receive.visibilityMillis().getAsLong() / 2), receive.attemptId())
                : command;
    }

    /** A receive that names no attempt. */
    static Command withoutAttempt(Command command) {
        return command instanceof QueueCommand.Receive receive
                ? receive(receive, receive.visibilityMillis(), "")
                : command;
    }

    private static Command receive(QueueCommand.Receive receive, OptionalLong visibilityMillis, String attemptId) {
        return new QueueCommand.Receive(
                receive.queue(),
                receive.messagesMax(),
                visibilityMillis,
                receive.patience(),
                attemptId,
                receive.consumer());
    }

    /** The messages of a reply in the other order. */
    static Reply turnedRound(Reply reply) {
        if (reply instanceof Reply.Received received) {
            return new Reply.Received(turnedRound(received.messages()), received.withheld());
        }
        return reply instanceof Reply.Sent sent ? new Reply.Sent(turnedRound(sent.messages())) : reply;
    }

    private static <T> List<T> turnedRound(List<T> messages) {
        List<T> turned = new ArrayList<>(messages);
        Collections.reverse(turned);
        return turned;
    }

    /** A delete by the newest receipts, whichever it has. */
    static Command withNewestReceipts(Command command, Tx tx) {
        return command instanceof QueueCommand.Delete delete
                ? new QueueCommand.Delete(
                        delete.queue(),
                        delete.receipts().stream()
                                .map(one -> new QueueCommand.Receipt(
                                        one.sequence(),
                                        tx.get(QueueTables.HELD, new Keys.InResource(delete.queue(), one.sequence()))
                                                .map(HeldRow::leases)
                                                .orElse(one.lease())))
                                .toList(),
                        delete.strict())
                : command;
    }

    /** What a session does, done whoever holds the messages now. */
    static Command withoutStrictness(Command command) {
        if (command instanceof QueueCommand.Delete delete) {
            return new QueueCommand.Delete(delete.queue(), delete.receipts());
        }
        return command instanceof QueueCommand.ChangeVisibility hide
                ? new QueueCommand.ChangeVisibility(hide.queue(), hide.hidings())
                : command;
    }

    /** As if whatever was to be deleted had been; what a session has lost it has lost. */
    static Reply asDeleted(Reply reply, Command asked) {
        Reply lost = new Reply.Rejected(RejectionCode.LEASE_LOST, "");
        return asked instanceof QueueCommand.Delete && reply instanceof Reply.Settled settled
                ? new Reply.Settled(settled.receipts().stream()
                        .<Reply>map(one -> one.equals(lost) ? lost : Reply.Done.DONE)
                        .toList())
                : reply;
    }

    /** The same commands, but purges last. */
    static Entry purgedLast(Entry entry) {
        return new Entry(
                entry.stampMillis(),
                order(entry).stream().map(entry.items()::get).toList());
    }

    /** The replies to such an entry, in the order in which they were asked for. */
    static Outcome asAsked(Outcome outcome, Entry asked) {
        SortedMap<Integer, Reply> replies = new TreeMap<>();
        List<Integer> order = order(asked);
        for (int i = 0; i < order.size(); i++) {
            replies.put(order.get(i), outcome.replies().get(i));
        }
        return new Outcome(List.copyOf(replies.values()), outcome.effects());
    }

    private static List<Integer> order(Entry entry) {
        return IntStream.range(0, entry.items().size())
                .boxed()
                .sorted(Comparator.comparing(i -> entry.items().get(i).command() instanceof QueueCommand.Purge))
                .toList();
    }
}
