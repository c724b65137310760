package io.sluice.node.machine.queue;

import io.sluice.node.command.Command;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Withheld;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.ResourceRules;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.QueueTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The rules of queues, by the contract of Amazon SQS. Those of standard queues are here; where FIFO queues
 * have others, {@link FifoRules} has them.
 */
public final class QueueMachine implements QueueCommand.Rules<Turn, Reply>, ResourceRules {
    @Override
    public Reply create(QueueCommand.Create command, Turn turn) {
        return QueueMaking.create(command, turn);
    }

    @Override
    public Reply configure(QueueCommand.Configure command, Turn turn) {
        return QueueMaking.configure(command, turn);
    }

    @Override
    public Reply send(QueueCommand.Send command, Turn turn) {
        return OnQueue.run(command, turn, fifo -> FifoRules.send(command, fifo, turn), (ledger, held) -> {
            StandardSends sends = new StandardSends(ledger, held, turn);
            SendKeys keys = new SendKeys(ledger, turn.tx(), turn.nowMillis());
            List<Reply> replies = new ArrayList<>(command.messages().size());
            for (QueueCommand.Outgoing message : command.messages()) {
                replies.add(keys.once(message.key(), () -> sends.send(message)));
            }
            keys.save();
            return new Reply.Sent(replies);
        });
    }

    @Override
    public Reply receive(QueueCommand.Receive command, Turn turn) {
        return OnQueue.run(command, turn, fifo -> FifoRules.receive(command, fifo, turn), (ledger, held) -> {
            boolean freshEnough = OnQueue.expire(ledger, held, turn);
            // Until the next turns have dropped the rest, what is there may be past its retention.
            return freshEnough
                    ? new Deliveries(ledger, held, turn).receive(command)
                    : new Reply.Received(List.of(), Withheld.EXPIRING);
        });
    }

    /**
     * An outdated receipt succeeds and changes nothing, and so does one whose message is gone (AWS:
     * "only the newest handle certainly deletes"); the newest deletes even after its time ran out.
     */
    @Override
    public Reply delete(QueueCommand.Delete command, Turn turn) {
        return OnQueue.run(command, turn, fifo -> FifoRules.delete(command, fifo, turn), (ledger, held) -> {
            List<Reply> replies = new ArrayList<>(command.receipts().size());
            for (QueueCommand.Receipt receipt : command.receipts()) {
                if (command.strict() && !held.leases(receipt)) {
                    replies.add(new Reply.Rejected(RejectionCode.LEASE_LOST, ""));
                    continue;
                }
                held.find(receipt.sequence())
                        .filter(row -> row.leases() == receipt.lease())
                        .ifPresent(row -> {
                            held.remove(receipt.sequence(), row);
                            Traces.deleted(receipt, ledger, turn);
                        });
                replies.add(Reply.Done.DONE);
            }
            return new Reply.Settled(replies);
        });
    }

    @Override
    public Reply changeVisibility(QueueCommand.ChangeVisibility command, Turn turn) {
        long nowMillis = turn.nowMillis();
        Function<FifoQueue, Reply> inFifo = fifo -> FifoRules.changeVisibility(command, fifo, nowMillis);
        return OnQueue.run(command, turn, inFifo, (ledger, held) -> {
            List<Reply> replies = new ArrayList<>(command.hidings().size());
            for (QueueCommand.Hiding hiding : command.hidings()) {
                replies.add(
                        command.strict() && !held.leases(hiding.receipt())
                                ? new Reply.Rejected(RejectionCode.LEASE_LOST, "")
                                : hide(hiding, command.reason(), held, nowMillis));
            }
            return new Reply.Settled(replies);
        });
    }

    /** On standard queues an older receipt of the same message still works (AWS-validated behaviour). */
    private static Reply hide(QueueCommand.Hiding hiding, String reason, HeldMessages held, long nowMillis) {
        Optional<HeldRow> row = held.find(hiding.receipt().sequence());
        if (row.isEmpty() || row.get().leases() < hiding.receipt().lease()) {
            return new Reply.Rejected(RejectionCode.MESSAGE_GONE, "");
        }
        long dueMillis = nowMillis + hiding.visibilityMillis();
        if (dueMillis > row.get().lastReceivedMillis() + Limits.VISIBILITY_MILLIS_MAX) {
            return new Reply.Rejected(
                    RejectionCode.HIDDEN_TOO_LONG, Long.toString(Limits.VISIBILITY_MILLIS_MAX / 1000));
        }
        held.extend(hiding.receipt().sequence(), row.get(), dueMillis, reason);
        return Reply.Done.DONE;
    }

    @Override
    public Reply purge(QueueCommand.Purge command, Turn turn) {
        return QueueClearing.purge(command, turn);
    }

    @Override
    public Reply startMove(QueueCommand.StartMove command, Turn turn) {
        return MoveRules.start(command, turn);
    }

    @Override
    public Reply cancelMove(QueueCommand.CancelMove command, Turn turn) {
        return MoveRules.cancel(command, turn);
    }

    @Override
    public Optional<Reply> moveOn(ResourceId resource, Turn turn) {
        return MoveRules.goOn(resource, turn);
    }

    @Override
    public Reply movePicked(QueueCommand.MovePicked command, Turn turn) {
        return MoveRules.picked(command, turn);
    }

    @Override
    public Reply changeGroups(QueueCommand.ChangeGroups command, Turn turn) {
        return OnQueue.run(
                command,
                turn,
                fifo -> GroupChanges.make(command.change(), fifo, turn),
                (ledger, held) -> TenantChanges.make(command.change(), ledger, turn));
    }

    @Override
    public Reply setDelivery(QueueCommand.SetDelivery command, Turn turn) {
        return OnQueue.run(
                command,
                turn,
                fifo -> DeliveryRules.set(command, fifo.ledger().base, fifo.groups()::review, turn.nowMillis()),
                (ledger, held) -> DeliveryRules.set(
                        command, ledger, () -> TenantChanges.review(ledger, turn.tx()), turn.nowMillis()));
    }

    @Override
    public Reply tag(QueueCommand.Tag command, Turn turn) {
        return SettingsEdits.tag(command, turn);
    }

    @Override
    public Reply untag(QueueCommand.Untag command, Turn turn) {
        return SettingsEdits.untag(command, turn);
    }

    @Override
    public Reply replacePolicy(QueueCommand.ReplacePolicy command, Turn turn) {
        return SettingsEdits.replacePolicy(command, turn);
    }

    @Override
    public void drop(ResourceId resource, Turn turn) {
        QueueClearing.drop(resource, turn);
    }

    @Override
    public void sweep(ResourceId resource, Turn turn) {
        Function<FifoQueue, Reply> inFifo = fifo -> {
            fifo.settle();
            forgetKeys(fifo.ledger().base, turn);
            return Reply.Done.DONE;
        };
        OnQueue.run(resource, turn, inFifo, (ledger, held) -> {
            OnQueue.expire(ledger, held, turn);
            held.settle();
            forgetKeys(ledger, turn);
            return Reply.Done.DONE;
        });
    }

    private static void forgetKeys(QueueLedger ledger, Turn turn) {
        new SendKeys(ledger, turn.tx(), turn.nowMillis()).forget(Limits.SETTLED_PER_TURN_MAX);
    }

    @Override
    public Reply fill(View view, Command command, Reply reply) {
        if (!(command instanceof QueueCommand.Receive receive) || !(reply instanceof Reply.Received received)) {
            return reply;
        }
        List<Reply.ReceivedOne> filled = new ArrayList<>(received.messages().size());
        for (Reply.ReceivedOne one : received.messages()) {
            // A message that was deleted since its first answer is left out of the answer to a retry.
            view.get(QueueTables.MESSAGES, new Keys.InResource(receive.queue(), one.sequence()))
                    .ifPresent(row -> filled.add(new Reply.ReceivedOne(
                            one.sequence(),
                            one.lease(),
                            one.firstReceivedMillis(),
                            row.sentMillis(),
                            row.payload(),
                            row.origin())));
        }
        return new Reply.Received(filled, received.withheld());
    }

    @Override
    public void levels(View view, long nowMillis, Consumer<Effect.Level> consumer) {
        Keys.OfResource first = new Keys.OfResource(new ResourceId(0));
        Keys.OfResource last = new Keys.OfResource(new ResourceId(-1L));
        view.scan(QueueTables.SETTINGS, first, last, (key, row) -> {
            QueueLedger.of(view, key.resource()).ifPresent(ledger -> consumer.accept(level(view, ledger, nowMillis)));
            return true;
        });
    }

    /** What a queue of either kind has to give. */
    static Effect.Level level(View view, QueueLedger ledger, long nowMillis) {
        return ledger.settings.isFifo() ? FifoLedger.of(view, ledger).level(nowMillis) : ledger.level(nowMillis);
    }
}
