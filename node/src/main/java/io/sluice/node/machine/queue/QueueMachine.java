package io.sluice.node.machine.queue;

import io.sluice.node.command.Command;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.ResourceRules;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.FifoTables;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.MoveRow;
import io.sluice.node.state.queue.QueueSettingsRow;
import io.sluice.node.state.queue.QueueStateRow;
import io.sluice.node.state.queue.QueueStateRow.Spans;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.TenantTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The rules of queues, by the contract of Amazon SQS. Those of standard queues are here; where FIFO queues
 * have others, {@link FifoRules} has them.
 */
public final class QueueMachine implements QueueCommand.Rules<Turn, Reply>, ResourceRules {
    @Override
    public Reply create(QueueCommand.Create command, Turn turn) {
        Keys.OfResource key = new Keys.OfResource(command.queue());
        SortedMap<String, String> attributes = QueueAttributes.applied(new TreeMap<>(), command.attributes());
        Optional<String> invalid =
                QueueAttributes.firstInvalid(command.attributes()).or(() -> FifoAttributes.firstInvalid(attributes));
        if (invalid.isPresent()) {
            return new Reply.Rejected(RejectionCode.ATTRIBUTE_INVALID, invalid.get());
        }
        Optional<QueueSettingsRow> existing = turn.tx().get(QueueTables.SETTINGS, key);
        if (existing.isPresent()) {
            return QueueAttributes.firstDifference(existing.get().attributes(), command.attributes())
                    .<Reply>map(name -> new Reply.Rejected(RejectionCode.ATTRIBUTES_DIFFER, name))
                    .orElse(Reply.Done.DONE);
        }
        turn.tx()
                .put(
                        QueueTables.SETTINGS,
                        key,
                        new QueueSettingsRow(
                                command.name(), attributes, command.tags(), turn.nowMillis(), turn.nowMillis()));
        turn.tx().put(QueueTables.STATES, key, QueueStateRow.EMPTY);
        DeadLetters.configure(command.queue(), command.attributes(), command.redrive(), turn);
        return Reply.Done.DONE;
    }

    @Override
    public Reply configure(QueueCommand.Configure command, Turn turn) {
        Keys.OfResource key = new Keys.OfResource(command.queue());
        Optional<QueueSettingsRow> row = turn.tx().get(QueueTables.SETTINGS, key);
        if (row.isEmpty()) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        SortedMap<String, String> stored = row.get().attributes();
        SortedMap<String, String> changed = QueueAttributes.applied(stored, command.attributes());
        Optional<String> invalid = QueueAttributes.firstInvalid(command.attributes())
                .or(() -> FifoAttributes.firstInvalid(stored, changed));
        if (invalid.isPresent()) {
            return new Reply.Rejected(RejectionCode.ATTRIBUTE_INVALID, invalid.get());
        }
        QueueLedger.of(turn, command.queue())
                .filter(ledger -> ledger.settings.isFifo())
                .ifPresent(ledger -> FifoRules.beforeChange(ledger, turn));
        turn.tx()
                .put(
                        QueueTables.SETTINGS,
                        key,
                        new QueueSettingsRow(
                                row.get().name(),
                                changed,
                                row.get().tags(),
                                row.get().createdMillis(),
                                turn.nowMillis()));
        DeadLetters.configure(command.queue(), command.attributes(), command.redrive(), turn);
        // Only a ledger that is read now hints by the new settings.
        QueueLedger.of(turn, command.queue()).ifPresent(ledger -> {
            turn.level(level(turn.tx(), ledger, turn.nowMillis()));
            if (ledger.traceMillis == 0) {
                Traces.drop(command.queue(), turn.tx());
            }
        });
        return Reply.Done.DONE;
    }

    @Override
    public Reply send(QueueCommand.Send command, Turn turn) {
        return onQueue(command, turn, fifo -> FifoRules.send(command, fifo, turn), (ledger, held) -> {
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
        return onQueue(command, turn, fifo -> FifoRules.receive(command, fifo, turn), (ledger, held) -> {
            boolean freshEnough = expire(ledger, held, turn);
            // Until the next turns have dropped the rest, what is there may be past its retention.
            return freshEnough ? new Deliveries(ledger, held, turn).receive(command) : new Reply.Received(List.of());
        });
    }

    /**
     * An outdated receipt succeeds and changes nothing, and so does one whose message is gone (AWS:
     * "only the newest handle certainly deletes"); the newest deletes even after its time ran out.
     */
    @Override
    public Reply delete(QueueCommand.Delete command, Turn turn) {
        return onQueue(command, turn, fifo -> FifoRules.delete(command, fifo), (ledger, held) -> {
            List<Reply> replies = new ArrayList<>(command.receipts().size());
            for (QueueCommand.Receipt receipt : command.receipts()) {
                if (command.strict() && !held.leases(receipt)) {
                    replies.add(new Reply.Rejected(RejectionCode.LEASE_LOST, ""));
                    continue;
                }
                held.find(receipt.sequence())
                        .filter(row -> row.leases() == receipt.lease())
                        .ifPresent(row -> held.remove(receipt.sequence(), row));
                replies.add(Reply.Done.DONE);
            }
            return new Reply.Settled(replies);
        });
    }

    @Override
    public Reply changeVisibility(QueueCommand.ChangeVisibility command, Turn turn) {
        long nowMillis = turn.nowMillis();
        Function<FifoQueue, Reply> inFifo = fifo -> FifoRules.changeVisibility(command, fifo, nowMillis);
        return onQueue(command, turn, inFifo, (ledger, held) -> {
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
        Function<FifoQueue, Reply> inFifo = fifo -> {
            Reply reply = purge(fifo.ledger().base, turn);
            if (reply.equals(Reply.Done.DONE)) {
                FifoRules.purge(fifo, turn.tx());
            }
            return reply;
        };
        return onQueue(command, turn, inFifo, (ledger, held) -> purge(ledger, turn));
    }

    private static Reply purge(QueueLedger ledger, Turn turn) {
        if (ledger.purgedMillis != 0 && turn.nowMillis() < ledger.purgedMillis + Limits.PURGE_INTERVAL_MILLIS) {
            return new Reply.Rejected(
                    RejectionCode.PURGE_IN_PROGRESS, ledger.settings.row().name());
        }
        clear(ledger.queue, turn.tx());
        ledger.forgetTenants();
        ledger.cursor = ledger.nextSequence;
        ledger.returned = 0;
        ledger.leased = 0;
        ledger.delayed = 0;
        ledger.returnFloor = ledger.nextReturn;
        ledger.dueFloorMillis = Long.MAX_VALUE;
        ledger.prompt = Spans.NONE;
        ledger.late = Spans.NONE;
        new Arrivals(ledger, turn.tx()).clear();
        SendKeys.clear(ledger, turn.tx());
        Lifetimes.clear(ledger, turn.tx());
        ledger.purgedMillis = turn.nowMillis();
        return Reply.Done.DONE;
    }

    @Override
    public Reply startMove(QueueCommand.StartMove command, Turn turn) {
        Function<FifoQueue, Reply> inFifo = fifo -> {
            fifo.settle();
            return Moves.start(command, fifo.ledger().base, turn);
        };
        return onQueue(command, turn, inFifo, (ledger, held) -> {
            expire(ledger, held, turn);
            held.settle();
            return Moves.start(command, ledger, turn);
        });
    }

    @Override
    public Reply cancelMove(QueueCommand.CancelMove command, Turn turn) {
        return onQueue(
                command, turn, fifo -> Moves.cancel(command, turn), (ledger, held) -> Moves.cancel(command, turn));
    }

    @Override
    public Optional<Reply> moveOn(ResourceId resource, Turn turn) {
        Optional<Long> running = Moves.running(turn.tx(), resource);
        if (running.isEmpty()) {
            // Whoever asks has missed the end of the move.
            turn.moving(resource, Long.MAX_VALUE);
            return Optional.empty();
        }
        MoveRow move = Moves.get(turn.tx(), resource, running.get()).orElseThrow();
        List<Reply> told = new ArrayList<>();
        onDepartures(resource, turn, (ledger, departures) -> {
            if (move.picking().isPresent()) {
                new PickStep(ledger, departures, turn, running.get()).next(move).ifPresent(told::add);
            } else {
                new MoveStep(ledger, departures, turn, running.get()).take(move);
            }
        });
        if (turn.isIdle(resource)) {
            // Until the next turns have dropped the rest, what is there may be past its retention.
            Moves.put(resource, running.get(), move, turn);
        }
        return told.stream().findFirst();
    }

    @Override
    public Reply movePicked(QueueCommand.MovePicked command, Turn turn) {
        Optional<MoveRow> move = Moves.running(turn.tx(), command.queue())
                .filter(number -> number == command.number())
                .flatMap(number -> Moves.get(turn.tx(), command.queue(), number))
                .filter(row -> row.picking().isPresent());
        move.ifPresent(row -> onDepartures(
                command.queue(),
                turn,
                (ledger, departures) -> new PickStep(ledger, departures, turn, command.number()).take(command, row)));
        return Reply.Done.DONE;
    }

    /** Has messages leave a queue in which everything due was done, unless too much was due. */
    private static void onDepartures(ResourceId resource, Turn turn, BiConsumer<QueueLedger, Departures> leave) {
        Function<FifoQueue, Reply> inFifo = fifo -> {
            if (fifo.settle()) {
                leave.accept(fifo.ledger().base, new FifoDepartures(fifo, turn.tx()));
            }
            return Reply.Done.DONE;
        };
        onQueue(resource, turn, inFifo, (ledger, held) -> {
            boolean freshEnough = expire(ledger, held, turn);
            held.settle();
            if (freshEnough) {
                leave.accept(ledger, new StandardDepartures(ledger, held, turn.tx()));
            }
            return Reply.Done.DONE;
        });
    }

    @Override
    public Reply changeGroups(QueueCommand.ChangeGroups command, Turn turn) {
        return onQueue(
                command,
                turn,
                fifo -> GroupChanges.make(command.change(), fifo, turn),
                (ledger, held) -> TenantChanges.make(command.change(), ledger, turn));
    }

    @Override
    public Reply setDelivery(QueueCommand.SetDelivery command, Turn turn) {
        return onQueue(
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
        Keys.OfResource key = new Keys.OfResource(resource);
        Optional<QueueLedger> ledger = QueueLedger.of(turn, resource);
        if (ledger.isPresent()) {
            clear(resource, turn.tx());
            SendKeys.clear(ledger.get(), turn.tx());
            Lifetimes.clear(ledger.get(), turn.tx());
            FifoRules.clear(resource, turn.tx());
            turn.tx().delete(FifoTables.STATES, key);
            turn.tx().delete(QueueTables.SETTINGS, key);
            turn.tx().delete(QueueTables.STATES, key);
            turn.tx().delete(TenantTables.STATES, key);
            turn.tx().delete(QueueTables.REDRIVES, key);
            Moves.drop(resource, turn);
            ScheduleBook.drop(resource, turn);
            Traces.drop(resource, turn.tx());
            turn.gone(resource);
        }
    }

    @Override
    public void sweep(ResourceId resource, Turn turn) {
        Function<FifoQueue, Reply> inFifo = fifo -> {
            fifo.settle();
            forgetKeys(fifo.ledger().base, turn);
            return Reply.Done.DONE;
        };
        onQueue(resource, turn, inFifo, (ledger, held) -> {
            expire(ledger, held, turn);
            held.settle();
            forgetKeys(ledger, turn);
            return Reply.Done.DONE;
        });
    }

    /** Drops messages whose time is over, a bounded part of them; false when some may be left. */
    private static boolean expire(QueueLedger ledger, HeldMessages held, Turn turn) {
        boolean allOver = Lifetimes.expire(ledger, new StandardDepartures(ledger, held, turn.tx()), turn);
        return new Retention(ledger, held, turn.tx(), turn.nowMillis()).expire() && allOver;
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

    /** Calls the rule of the queue's kind, if there is such a queue, and has noted what it did. */
    private static Reply onQueue(
            QueueCommand command,
            Turn turn,
            Function<FifoQueue, Reply> inFifo,
            BiFunction<QueueLedger, HeldMessages, Reply> inStandard) {
        return onQueue(command.queue(), turn, inFifo, inStandard, (reply, ledger) -> {
            if (ledger.traceMillis > 0) {
                Traces.note(command, reply, ledger, turn);
            }
        });
    }

    /** The same for what no user has asked for. */
    private static void onQueue(
            ResourceId queue,
            Turn turn,
            Function<FifoQueue, Reply> inFifo,
            BiFunction<QueueLedger, HeldMessages, Reply> inStandard) {
        onQueue(queue, turn, inFifo, inStandard, (reply, ledger) -> {});
    }

    private static Reply onQueue(
            ResourceId queue,
            Turn turn,
            Function<FifoQueue, Reply> inFifo,
            BiFunction<QueueLedger, HeldMessages, Reply> inStandard,
            BiConsumer<Reply, QueueLedger> noted) {
        Optional<QueueLedger> found = QueueLedger.of(turn, queue);
        if (found.isEmpty()) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        QueueLedger ledger = found.get();
        if (ledger.settings.isFifo()) {
            FifoQueue fifo = FifoQueue.open(ledger, turn);
            Reply reply = inFifo.apply(fifo);
            fifo.close();
            noted.accept(reply, ledger);
            return reply;
        }
        Reply reply = inStandard.apply(ledger, new HeldMessages(ledger, turn.tx(), turn.nowMillis()));
        ledger.close(turn);
        noted.accept(reply, ledger);
        return reply;
    }

    private static void clear(ResourceId queue, Tx tx) {
        Keys.InResource from = new Keys.InResource(queue, 0);
        Keys.InResource to = new Keys.InResource(new ResourceId(queue.value() + 1), 0);
        tx.deleteRange(QueueTables.MESSAGES, from, to);
        tx.deleteRange(QueueTables.HELD, from, to);
        tx.deleteRange(QueueTables.RETURNED, from, to);
        tx.deleteRange(QueueTables.SPANS, from, to);
        Keys.Due first = new Keys.Due(queue, 0, 0);
        Keys.Due end = new Keys.Due(new ResourceId(queue.value() + 1), 0, 0);
        tx.deleteRange(QueueTables.DUE, first, end);
        tx.deleteRange(QueueTables.ARRIVALS, first, end);
        Tenants.clear(queue, tx);
    }
}
