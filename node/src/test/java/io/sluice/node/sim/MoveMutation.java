package io.sluice.node.sim;

import static io.sluice.node.sim.MoveTampering.eachParcel;
import static io.sluice.node.sim.MoveTampering.withSequences;
import static io.sluice.node.sim.SendTampering.withLifetimes;

import io.sluice.node.command.Command;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.tablet.TabletTables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Deliberate mistakes with dead letters and moves, each with the rule that it breaks. */
enum MoveMutation implements Mistake {
    LOSES_WHAT_IS_REFUSED(Rule.Q10_MOVE_CONSERVATION) {
        @Override
        public Command command(Command command, Tx tx) {
            return command instanceof TabletCommand.Settle settle
                    ? new TabletCommand.Settle(settle.to(), settle.first(), settle.count(), List.of())
                    : command;
        }
    },
    SETTLES_WHAT_NOBODY_TOOK(Rule.Q10_MOVE_CONSERVATION) {
        @Override
        public Command command(Command command, Tx tx) {
            return command instanceof TabletCommand.Settle settle
                    ? new TabletCommand.Settle(settle.to(), settle.first(), settle.count() + 1, settle.refused())
                    : command;
        }
    },
    TAKES_WHAT_CAME_BEFORE(Rule.Q10_MOVE_CONSERVATION, Rule.Q4_DELETE_IS_FINAL) {
        @Override
        public void before(Tx tx) {
            for (int tablet = 0; tablet < 3; tablet++) {
                tx.delete(TabletTables.INBOX, new Keys.OfNumber(tablet));
            }
        }
    },
    KEEPS_WHAT_IS_MOVED(Rule.Q10_MOVE_CONSERVATION, Rule.Q4_DELETE_IS_FINAL, Rule.Q8_CONSERVATION) {
        @Override
        public Command command(Command command, Tx tx) {
            return command instanceof TabletCommand.Settle settle
                            && settle.refused().isEmpty()
                    ? new TabletCommand.Settle(settle.to(), settle.first(), settle.count(), List.of(settle.first()))
                    : command;
        }
    },
    FORGETS_GROUPS(Rule.F2_FIRST_IN_ORDER) {
        @Override
        public Command command(Command command, Tx tx) {
            return eachParcel(command, MoveTampering::withoutGroup);
        }
    },
    TURNS_PARCELS_ROUND(Rule.F2_FIRST_IN_ORDER, Rule.Q10_MOVE_CONSERVATION, Rule.Q4_DELETE_IS_FINAL) {
        @Override
        public Command command(Command command, Tx tx) {
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
        public Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.ChangeGroups change
                            && change.change() instanceof GroupChange.Skip skip
                    ? new QueueCommand.ChangeGroups(change.queue(), new GroupChange.Skip(skip.group(), true))
                    : command;
        }
    },
    FORGETS_TO_SKIP(Rule.Q6_COUNTING) {
        @Override
        public Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.ChangeGroups change
                            && change.change() instanceof GroupChange.SetPolicy
                    ? new QueueCommand.ChangeGroups(change.queue(), new GroupChange.SetPolicy(GroupPolicy.AWS))
                    : command;
        }
    },
    FORGETS_STORIES(Rule.STORIES, Rule.Q6_COUNTING) {
        @Override
        public Command command(Command command, Tx tx) {
            return eachParcel(command, MoveTampering::withoutStory);
        }
    },
    LEAVES_WHAT_IT_FOUND_FIRST(Rule.REDRIVES) {
        @Override
        public Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.MovePicked picked
                            && !picked.sequences().isEmpty()
                    ? withSequences(
                            picked,
                            picked.sequences().subList(1, picked.sequences().size()))
                    : command;
        }
    },
    TURNS_WHAT_IT_FOUND_ROUND(Rule.F2_FIRST_IN_ORDER) {
        @Override
        public Command command(Command command, Tx tx) {
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
        public Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.StartMove start
                            && start.picks().isPresent()
                    ? new QueueCommand.StartMove(
                            start.queue(),
                            start.destination(),
                            start.perSecond(),
                            start.picks().map(MoveTampering::whatever))
                    : command;
        }
    },
    FORGETS_WHAT_WAS_REDRIVEN(Rule.Q10_MOVE_CONSERVATION) {
        @Override
        public Command command(Command command, Tx tx) {
            return eachParcel(command, MoveTampering::unpicked);
        }
    },
    ENDS_WITHOUT_A_WORD(Rule.Q10_MOVE_CONSERVATION) {
        @Override
        public Command command(Command command, Tx tx) {
            if (!(command instanceof QueueCommand.Create create)) {
                return command;
            }
            SortedMap<String, String> attributes = new TreeMap<>(create.attributes());
            attributes.remove("DeadLetterExpired");
            return new QueueCommand.Create(create.queue(), create.name(), attributes, create.tags(), create.redrive());
        }
    },
    ENDS_TOO_EARLY(Rule.Q10_MOVE_CONSERVATION, Rule.Q13_EXPIRY) {
        @Override
        public Command command(Command command, Tx tx) {
            return withLifetimes(command, millis -> OptionalLong.of(millis / 2));
        }
    },
    NEVER_MOVES(Rule.Q6_COUNTING) {
        @Override
        public void before(Tx tx) {
            for (int queue = 0; queue < 20; queue++) {
                tx.delete(QueueTables.REDRIVES, new Keys.OfResource(new ResourceId(queue)));
            }
        }
    },
    MOVES_TOO_EARLY(Rule.Q6_COUNTING) {
        @Override
        public Command command(Command command, Tx tx) {
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

    @Override
    public List<Rule> broken() {
        return broken;
    }
}
