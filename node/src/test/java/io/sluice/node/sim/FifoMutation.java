package io.sluice.node.sim;

import static io.sluice.node.sim.FifoTampering.askingAgain;
import static io.sluice.node.sim.FifoTampering.hasBlocked;
import static io.sluice.node.sim.FifoTampering.released;
import static io.sluice.node.sim.FifoTampering.withNewestReceipts;
import static io.sluice.node.sim.FifoTampering.withoutRoom;
import static io.sluice.node.sim.FifoTampering.withoutTheFirst;
import static io.sluice.node.sim.SendTampering.eachOutgoing;
import static io.sluice.node.sim.SendTampering.with;
import static io.sluice.node.sim.Tampering.turnedRound;
import static io.sluice.node.sim.Tampering.withoutAttempt;

import io.sluice.node.command.Command;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.state.Tx;
import java.util.List;

/** Mistakes with FIFO queues and their message groups. */
enum FifoMutation implements Mistake {
    TURNS_SEQUENCES_ROUND(Rule.F1_SEQUENCES_RISE, Rule.F6_DEDUPLICATION, Rule.IDEMPOTENCY, Rule.CONTRACT) {
        @Override
        public Reply reply(Reply reply, Command asked) {
            return asked instanceof QueueCommand.Send send && Workload.isFifo(send.queue())
                    ? turnedRound(reply)
                    : reply;
        }
    },
    PASSES_OVER_THE_NEW(Rule.F2_FIRST_IN_ORDER, Rule.F7_ATTEMPTS, Rule.F8_INDEPENDENCE, Rule.Q1_NO_ACKED_LOSS) {
        @Override
        public Reply reply(Reply reply, Command asked) {
            return withoutTheFirst(reply, asked, lease -> lease == 1);
        }
    },
    PASSES_OVER_THE_RETURNED(
            Rule.F5_REDELIVERY_RESTARTS, Rule.F7_ATTEMPTS, Rule.F8_INDEPENDENCE, Rule.Q1_NO_ACKED_LOSS, Rule.DELIVERY) {
        @Override
        public Reply reply(Reply reply, Command asked) {
            return withoutTheFirst(reply, asked, lease -> lease > 1);
        }
    },
    TURNS_BATCHES_ROUND(Rule.F3_BLOCKED_GROUP, Rule.F7_ATTEMPTS) {
        @Override
        public Reply reply(Reply reply, Command asked) {
            return asked instanceof QueueCommand.Receive receive && Workload.isFifo(receive.queue())
                    ? turnedRound(reply)
                    : reply;
        }
    },
    // Where one of ten messages is in a group of its own, somebody else may get it.
    LETS_SOME_OUT_OF_LINE(
            Rule.F4_ONE_HOLDER,
            Rule.F2_FIRST_IN_ORDER,
            Rule.F3_BLOCKED_GROUP,
            Rule.F5_REDELIVERY_RESTARTS,
            Rule.Q2_NO_INVENTION,
            Rule.Q8_CONSERVATION,
            Rule.CONTRACT) {
        @Override
        public Command command(Command command, Tx tx) {
            return eachOutgoing(
                    command,
                    one -> one.deduplicationId().endsWith("7")
                            ? with(one, one.groupId() + "7", one.deduplicationId(), one.priority())
                            : one);
        }

        @Override
        public Effect effect(Effect effect) {
            return askingAgain(effect);
        }
    },
    // A group that has other names is missing where something is done to it by hand.
    MIXES_GROUPS(
            Rule.F3_BLOCKED_GROUP,
            Rule.F4_ONE_HOLDER,
            Rule.F5_REDELIVERY_RESTARTS,
            Rule.Q2_NO_INVENTION,
            Rule.Q8_CONSERVATION,
            Rule.CONTRACT) {
        @Override
        public Command command(Command command, Tx tx) {
            return eachOutgoing(
                    command,
                    one -> with(one, one.groupId() + one.deduplicationId(), one.deduplicationId(), one.priority()));
        }
    },
    TAKES_ANY_RECEIPT(Rule.Q5_FENCING, Rule.LEASES) {
        @Override
        public Command command(Command command, Tx tx) {
            return withNewestReceipts(command, tx);
        }
    },
    DEDUPLICATES_BY_LESS(Rule.F6_DEDUPLICATION, Rule.F1_SEQUENCES_RISE) {
        @Override
        public Command command(Command command, Tx tx) {
            return eachOutgoing(
                    command,
                    one -> with(one, one.groupId(), one.deduplicationId().substring(0, 3), one.priority()));
        }
    },
    DEDUPLICATES_NOTHING(Rule.F6_DEDUPLICATION) {
        @Override
        public Command command(Command command, Tx tx) {
            return eachOutgoing(
                    command,
                    one -> with(
                            one,
                            one.groupId(),
                            one.deduplicationId() + one.payload().hashCode(),
                            one.priority()));
        }
    },
    IGNORES_ATTEMPTS(Rule.F7_ATTEMPTS) {
        @Override
        public Command command(Command command, Tx tx) {
            return withoutAttempt(command);
        }
    },
    BLOCKS_ALL_WITH_ONE(Rule.F8_INDEPENDENCE, Rule.F7_ATTEMPTS, Rule.Q1_NO_ACKED_LOSS) {
        @Override
        public Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.Receive receive && hasBlocked(receive.queue(), tx)
                    ? withoutRoom(receive)
                    : command;
        }
    },
    RELEASES_ONLY_THE_FIRST(Rule.F9_RELEASE, Rule.Q8_CONSERVATION, Rule.Q13_EXPIRY, Rule.CONTRACT) {
        @Override
        public Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.ChangeGroups change
                            && Workload.isFifo(change.queue())
                            && change.change() instanceof GroupChange.Release release
                    ? new QueueCommand.ChangeVisibility(
                            change.queue(), List.of(new QueueCommand.Hiding(release.receipt(), 0)))
                    : command;
        }

        @Override
        public Reply reply(Reply reply, Command asked) {
            return asked instanceof QueueCommand.ChangeGroups && reply instanceof Reply.Settled settled
                    ? released(settled.receipts().get(0))
                    : reply;
        }
    },
    NEVER_PARKS(Rule.PARKED_GROUPS) {
        @Override
        public Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.ChangeGroups change
                            && change.change() instanceof GroupChange.SetPolicy set
                            && set.policy().action() == GroupPolicy.Action.PARK
                    ? new QueueCommand.ChangeGroups(change.queue(), new GroupChange.SetPolicy(GroupPolicy.AWS))
                    : command;
        }
    },
    FORGETS_WHAT_IS_PARKED(Rule.PARKED_GROUPS, Rule.Q8_CONSERVATION, Rule.DELIVERY, Rule.CONTRACT) {
        @Override
        public Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.ChangeGroups change
                            && change.change() instanceof GroupChange.Park park
                    ? new QueueCommand.ChangeGroups(change.queue(), new GroupChange.Resume(park.group()))
                    : command;
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // it is: List.of
    private final List<Rule> broken;

    FifoMutation(Rule... broken) {
        this.broken = List.of(broken);
    }

    @Override
    public List<Rule> broken() {
        return broken;
    }
}
