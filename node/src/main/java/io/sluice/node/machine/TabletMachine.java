package io.sluice.node.machine;

import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ScheduleCommand;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.machine.part.Inbox;
import io.sluice.node.machine.part.Outbox;
import io.sluice.node.machine.part.ReplyWindow;
import io.sluice.node.model.Limits;
import io.sluice.node.model.Moment;
import io.sluice.node.model.RequestId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.state.tablet.AppliedRow;
import io.sluice.node.state.tablet.TabletTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Clamps log time, answers retries from the window, and hands each command to the rules of its kind. */
public final class TabletMachine implements Machine {
    private static final AppliedRow NOTHING = new AppliedRow(0, 0, 0, Limits.FORMAT);

    private final CatalogCommand.Rules<Turn, Reply> catalog;
    private final QueueCommand.Rules<Turn, Reply> queues;
    private final ScheduleCommand.Rules<Turn, Reply> schedules;
    private final Query.Rules<Look, Reply> queries;
    private final List<ResourceRules> kinds;
    private final List<ParcelRules> addressees;
    private final ReplyWindow window = new ReplyWindow();

    /** A machine with the rules of every kind; kinds and addressees are asked in the given order. */
    public TabletMachine(
            CatalogCommand.Rules<Turn, Reply> catalog,
            QueueCommand.Rules<Turn, Reply> queues,
            ScheduleCommand.Rules<Turn, Reply> schedules,
            Query.Rules<Look, Reply> queries,
            List<ResourceRules> kinds,
            List<ParcelRules> addressees) {
        this.catalog = catalog;
        this.queues = queues;
        this.schedules = schedules;
        this.queries = queries;
        this.kinds = List.copyOf(kinds);
        this.addressees = List.copyOf(addressees);
    }

    @Override
    public void open(View view) {
        window.open(view);
    }

    @Override
    public Applied applied(View view) {
        AppliedRow row = row(view);
        return new Applied(row.term(), row.index(), row.millis());
    }

    @Override
    public Outcome apply(Tx tx, long term, long index, Entry entry) {
        AppliedRow before = row(tx);
        long millis = Math.max(before.millis(), entry.stampMillis());
        Turn turn = new Turn(new Moment(index, millis, before.format()), tx);
        Cases cases = new Cases(turn);
        List<Reply> replies = new ArrayList<>(entry.items().size());
        window.begin(index, millis);
        for (Entry.Item item : entry.items()) {
            replies.add(answer(item, cases, tx));
        }
        window.end(tx);
        tx.put(TabletTables.APPLIED, new Keys.Only(), new AppliedRow(term, index, millis, before.format()));
        return new Outcome(replies, turn.effects());
    }

    @Override
    public void skip(Tx tx, long term, long index) {
        AppliedRow before = row(tx);
        tx.put(TabletTables.APPLIED, new Keys.Only(), new AppliedRow(term, index, before.millis(), before.format()));
    }

    @Override
    public Reply fill(View view, Command command, Reply reply) {
        Reply filled = reply;
        for (ResourceRules kind : kinds) {
            filled = kind.fill(view, command, filled);
        }
        return filled;
    }

    @Override
    public Reply query(View view, Query query, long clockMillis) {
        return query.accept(
                queries, new Look(view, Math.max(clockMillis, row(view).millis())));
    }

    @Override
    public Reply scan(View view, Query query, long clockMillis, BooleanSupplier goesOn) {
        return query.accept(
                queries, new Look(view, Math.max(clockMillis, row(view).millis()), goesOn));
    }

    @Override
    public boolean answered(RequestId requestId) {
        return window.knows(requestId);
    }

    @Override
    public void levels(View view, long clockMillis, Consumer<Effect.Level> consumer) {
        long millis = Math.max(clockMillis, row(view).millis());
        kinds.forEach(kind -> kind.levels(view, millis, consumer));
    }

    private Reply answer(Entry.Item item, Cases cases, Tx tx) {
        RequestId requestId = item.requestId();
        if (requestId.equals(RequestId.NONE)) {
            return item.command().match(cases);
        }
        Optional<Reply> first = window.find(tx, requestId);
        if (first.isPresent()) {
            return first.get();
        }
        Reply reply = item.command().match(cases);
        if (worthKeeping(reply)) {
            window.keep(requestId, reply);
        }
        return reply;
    }

    /** What changed nothing may be asked again: keeping it would only push out what matters. */
    private static boolean worthKeeping(Reply reply) {
        return !(reply instanceof Reply.Rejected)
                && !(reply instanceof Reply.Received received
                        && received.messages().isEmpty());
    }

    private static AppliedRow row(View view) {
        return view.get(TabletTables.APPLIED, new Keys.Only()).orElse(NOTHING);
    }

    private final class Cases implements Command.Cases<Reply>, TabletCommand.Rules<Turn, Reply> {
        private final Turn turn;

        Cases(Turn turn) {
            this.turn = turn;
        }

        @Override
        public Reply catalog(CatalogCommand command) {
            return command.accept(catalog, turn);
        }

        @Override
        public Reply queue(QueueCommand command) {
            return command.accept(queues, turn);
        }

        @Override
        public Reply schedule(ScheduleCommand command) {
            return command.accept(schedules, turn);
        }

        @Override
        public Reply tablet(TabletCommand command) {
            return command.accept(this, turn);
        }

        @Override
        public Reply dropResource(TabletCommand.DropResource command, Turn on) {
            kinds.forEach(kind -> kind.drop(command.resource(), on));
            return Reply.Done.DONE;
        }

        @Override
        public Reply sweep(TabletCommand.Sweep command, Turn on) {
            kinds.forEach(kind -> kind.sweep(command.resource(), on));
            return Reply.Done.DONE;
        }

        @Override
        public Reply accept(TabletCommand.Accept command, Turn on) {
            return new Reply.Accepted(Inbox.take(
                    on.tx(),
                    command.from(),
                    command.first(),
                    command.parcels(),
                    parcel -> addressees.stream().anyMatch(one -> one.arrive(parcel, command.from(), on))));
        }

        @Override
        public Reply settle(TabletCommand.Settle command, Turn on) {
            for (Outbox.Settled settled : Outbox.settle(on.tx(), command.to(), command.first() + command.count())) {
                boolean refused = command.refused().contains(settled.sequence());
                Optional<TabletCommand.Heir> heir = command.heirs().stream()
                        .filter(one -> refused && one.sequence() == settled.sequence())
                        .findFirst();
                addressees.forEach(one -> heir.ifPresentOrElse(
                        to -> one.inherited(settled.parcel(), to.resource(), to.tablet(), on),
                        () -> one.settled(settled.parcel(), refused, on)));
            }
            if (Outbox.waiting(on.tx(), command.to()) > 0) {
                on.outgoing(command.to());
            }
            return Reply.Done.DONE;
        }

        @Override
        public Reply moveOn(TabletCommand.MoveOn command, Turn on) {
            Reply told = Reply.Done.DONE;
            for (ResourceRules kind : kinds) {
                told = kind.moveOn(command.resource(), on).orElse(told);
            }
            return told;
        }

        @Override
        public Reply pass(TabletCommand.Pass command, Turn on) {
            return Reply.Done.DONE;
        }
    }
}
