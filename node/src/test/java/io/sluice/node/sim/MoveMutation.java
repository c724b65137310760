package io.sluice.node.sim;

import io.sluice.node.command.BrowseFilter;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.Letter;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Selection;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.Outcome;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.tablet.TabletTables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Deliberate mistakes with dead letters and moves, each with the rule that it breaks. */
enum MoveMutation {
    LOSES_WHAT_IS_REFUSED(Rule.Q10_MOVE_CONSERVATION) {
        @Override
        Command command(Command command) {
            return command instanceof TabletCommand.Settle settle
                    ? new TabletCommand.Settle(settle.to(), settle.first(), settle.count(), List.of())
                    : command;
        }
    },
    SETTLES_WHAT_NOBODY_TOOK(Rule.Q10_MOVE_CONSERVATION) {
        @Override
        Command command(Command command) {
            return command instanceof TabletCommand.Settle settle
                    ? new TabletCommand.Settle(settle.to(), settle.first(), settle.count() + 1, settle.refused())
                    : command;
        }
    },
    TAKES_WHAT_CAME_BEFORE(Rule.Q10_MOVE_CONSERVATION, Rule.Q4_DELETE_IS_FINAL) {
        @Override
        void before(Tx tx) {
            for (int tablet = 0; tablet < 3; tablet++) {
                tx.delete(TabletTables.INBOX, new Keys.OfNumber(tablet));
            }
        }
    },
    KEEPS_WHAT_IS_MOVED(Rule.Q10_MOVE_CONSERVATION, Rule.Q4_DELETE_IS_FINAL, Rule.Q8_CONSERVATION) {
        @Override
        Command command(Command command) {
            return command instanceof TabletCommand.Settle settle
                            && settle.refused().isEmpty()
                    ? new TabletCommand.Settle(settle.to(), settle.first(), settle.count(), List.of(settle.first()))
                    : command;
        }
    },
    FORGETS_GROUPS(Rule.F2_ORDER) {
        @Override
        Command command(Command command) {
            return eachParcel(command, MoveMutation::withoutGroup);
        }
    },
    TURNS_PARCELS_ROUND(Rule.F2_ORDER, Rule.Q10_MOVE_CONSERVATION, Rule.Q4_DELETE_IS_FINAL) {
        @Override
        Command command(Command command) {
            if (!(command instanceof TabletCommand.Accept accept)) {
                return command;
            }
            List<Parcel> parcels = new ArrayList<>(accept.parcels());
            Collections.reverse(parcels);
            return new TabletCommand.Accept(accept.from(), accept.first(), parcels);
        }
    },
    SKIPS_FOR_GOOD(Rule.Q10_MOVE_CONSERVATION) {
        @Override
        Command command(Command command) {
            return command instanceof QueueCommand.ChangeGroups change
                            && change.change() instanceof GroupChange.Skip skip
                    ? new QueueCommand.ChangeGroups(change.queue(), new GroupChange.Skip(skip.group(), true))
                    : command;
        }
    },
    FORGETS_TO_SKIP(Rule.Q6_DEAD_LETTERS) {
        @Override
        Command command(Command command) {
            return command instanceof QueueCommand.ChangeGroups change
                            && change.change() instanceof GroupChange.SetPolicy
                    ? new QueueCommand.ChangeGroups(change.queue(), new GroupChange.SetPolicy(GroupPolicy.AWS))
                    : command;
        }
    },
    FORGETS_STORIES(Rule.STORIES, Rule.Q6_DEAD_LETTERS) {
        @Override
        Command command(Command command) {
            return eachParcel(command, MoveMutation::withoutStory);
        }
    },
    LEAVES_WHAT_IT_FOUND_FIRST(Rule.REDRIVES) {
        @Override
        Command command(Command command) {
            return command instanceof QueueCommand.MovePicked picked
                            && !picked.sequences().isEmpty()
                    ? withSequences(
                            picked,
                            picked.sequences().subList(1, picked.sequences().size()))
                    : command;
        }
    },
    TURNS_WHAT_IT_FOUND_ROUND(Rule.F2_ORDER) {
        @Override
        Command command(Command command) {
            if (!(command instanceof QueueCommand.MovePicked picked)) {
                return command;
            }
            List<Long> sequences = new ArrayList<>(picked.sequences());
            Collections.reverse(sequences);
            return withSequences(picked, sequences);
        }
    },
    PICKS_WHATEVER_IS_DEAD(Rule.REDRIVES) {
        @Override
        Command command(Command command) {
            return command instanceof QueueCommand.StartMove start
                            && start.picks().isPresent()
                    ? new QueueCommand.StartMove(
                            start.queue(),
                            start.destination(),
                            start.perSecond(),
                            start.picks().map(MoveMutation::whatever))
                    : command;
        }
    },
    FORGETS_WHAT_WAS_REDRIVEN(Rule.REDRIVES) {
        @Override
        Command command(Command command) {
            return eachParcel(command, MoveMutation::unpicked);
        }
    },
    ENDS_WITHOUT_A_WORD(Rule.Q10_MOVE_CONSERVATION) {
        @Override
        Command command(Command command) {
            if (!(command instanceof QueueCommand.Create create)) {
                return command;
            }
            SortedMap<String, String> attributes = new TreeMap<>(create.attributes());
            attributes.remove("DeadLetterExpired");
            return new QueueCommand.Create(create.queue(), create.name(), attributes, create.tags(), create.redrive());
        }
    },
    ENDS_TOO_EARLY(Rule.Q10_MOVE_CONSERVATION, Rule.LIFETIMES) {
        @Override
        Command command(Command command) {
            return command instanceof QueueCommand.Send send
                    ? new QueueCommand.Send(
                            send.queue(),
                            send.messages().stream()
                                    .map(MoveMutation::shortLived)
                                    .toList())
                    : command;
        }
    },
    NEVER_MOVES(Rule.Q6_DEAD_LETTERS) {
        @Override
        void before(Tx tx) {
            for (int queue = 0; queue < 20; queue++) {
                tx.delete(QueueTables.REDRIVES, new Keys.OfResource(new ResourceId(queue)));
            }
        }
    },
    MOVES_TOO_EARLY(Rule.Q6_DEAD_LETTERS) {
        @Override
        Command command(Command command) {
            return command instanceof QueueCommand.Create create
                            && create.redrive()
                                    .filter(to -> to.receivesMax() > 1)
                                    .isPresent()
                    ? new QueueCommand.Create(
                            create.queue(),
                            create.name(),
                            create.attributes(),
                            create.tags(),
                            create.redrive()
                                    .map(to -> new QueueCommand.Redrive(
                                            to.target(), to.tablet(), to.receivesMax() - 1, to.name())))
                    : command;
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // it is: List.of
    private final List<Rule> broken;

    MoveMutation(Rule... broken) {
        this.broken = List.of(broken);
    }

    private static Command eachParcel(Command command, UnaryOperator<Parcel> change) {
        return command instanceof TabletCommand.Accept accept
                ? new TabletCommand.Accept(
                        accept.from(),
                        accept.first(),
                        accept.parcels().stream().map(change).toList())
                : command;
    }

    private static Command withSequences(QueueCommand.MovePicked picked, List<Long> sequences) {
        return new QueueCommand.MovePicked(
                picked.queue(),
                picked.number(),
                picked.from(),
                sequences,
                picked.next(),
                picked.more(),
                picked.scanned());
    }

    private static BrowseFilter whatever(BrowseFilter filter) {
        boolean undoes = filter.selection().flatMap(Selection::broughtBy).isPresent();
        return undoes ? filter : new BrowseFilter(List.of(), "", 0, Long.MAX_VALUE, "", Optional.of(Selection.DEAD));
    }

    private static Parcel unpicked(Parcel parcel) {
        return parcel instanceof Parcel.Message message
                ? new Parcel.Message(
                        message.from(),
                        message.fromName(),
                        message.to(),
                        message.toName(),
                        message.move(),
                        message.letter())
                : parcel;
    }

    private static QueueCommand.Outgoing shortLived(QueueCommand.Outgoing message) {
        return new QueueCommand.Outgoing(
                message.payload(),
                message.sizeBytes(),
                message.delayMillis(),
                message.groupId(),
                message.deduplicationId(),
                message.byContent(),
                message.ttlMillis().isPresent()
                        ? OptionalLong.of(message.ttlMillis().getAsLong() / 2)
                        : OptionalLong.empty(),
                message.key());
    }

    private static Parcel withoutStory(Parcel parcel) {
        return parcel instanceof Parcel.Message message
                ? message.with(message.letter().plain())
                : parcel;
    }

    private static Parcel withoutGroup(Parcel parcel) {
        if (!(parcel instanceof Parcel.Message message)) {
            return parcel;
        }
        Letter letter = message.letter();
        return message.with(new Letter(
                letter.origin(),
                letter.sentMillis(),
                letter.leases(),
                letter.firstReceivedMillis(),
                letter.lastReceivedMillis(),
                letter.payload(),
                Optional.empty(),
                letter.life(),
                letter.death()));
    }

    List<Rule> broken() {
        return broken;
    }

    Command command(Command command) {
        return command;
    }

    void before(Tx tx) {}

    /** The real machine with this mistake. */
    Machine machine() {
        return new Mutant(this);
    }

    private record Mutant(MoveMutation mutation, Machine real) implements Machine {
        Mutant(MoveMutation mutation) {
            this(mutation, Machines.create());
        }

        @Override
        public void open(View view) {
            real.open(view);
        }

        @Override
        public Applied applied(View view) {
            return real.applied(view);
        }

        @Override
        public Outcome apply(Tx tx, long term, long index, Entry entry) {
            mutation.before(tx);
            return real.apply(
                    tx,
                    term,
                    index,
                    new Entry(
                            entry.stampMillis(),
                            entry.items().stream()
                                    .map(item -> new Entry.Item(item.requestId(), mutation.command(item.command())))
                                    .toList()));
        }

        @Override
        public void skip(Tx tx, long term, long index) {
            real.skip(tx, term, index);
        }

        @Override
        public Reply fill(View view, Command command, Reply reply) {
            return real.fill(view, command, reply);
        }

        @Override
        public Reply query(View view, Query query, long clockMillis) {
            return real.query(view, query, clockMillis);
        }

        @Override
        public void levels(View view, long clockMillis, Consumer<Effect.Level> consumer) {
            real.levels(view, clockMillis, consumer);
        }
    }
}
