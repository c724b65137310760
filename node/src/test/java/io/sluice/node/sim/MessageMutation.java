package io.sluice.node.sim;

import static io.sluice.node.sim.RowTampering.enlarge;
import static io.sluice.node.sim.RowTampering.returnBySequence;
import static io.sluice.node.sim.RowTampering.shorten;
import static io.sluice.node.sim.Tampering.asAsked;
import static io.sluice.node.sim.Tampering.asDeleted;
import static io.sluice.node.sim.Tampering.eachReceived;
import static io.sluice.node.sim.Tampering.purgedLast;
import static io.sluice.node.sim.Tampering.withNewestReceipts;
import static io.sluice.node.sim.Tampering.withShorterLeases;
import static io.sluice.node.sim.Tampering.withoutStrictness;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Outcome;
import io.sluice.node.state.Tx;
import java.util.List;
import java.util.OptionalLong;

/** Mistakes with what becomes of a message after its send. */
enum MessageMutation implements Mistake {
    ACCEPTS_AN_OUTDATED_RECEIPT(Rule.Q5_FENCING, Rule.LEASES) {
        @Override
        public Command command(Command command, Tx tx) {
            return withNewestReceipts(command, tx);
        }
    },
    ENDS_LEASES_EARLY(
            Rule.Q3_LEASE_EXCLUSION,
            Rule.Q5_FENCING,
            Rule.Q7_TIME,
            Rule.Q8_CONSERVATION,
            Rule.F3_BLOCKED_GROUP,
            Rule.F4_ONE_HOLDER,
            Rule.F7_ATTEMPTS,
            Rule.RETURNS_IN_ORDER,
            Rule.DELIVERY,
            Rule.LEASES,
            Rule.CONTRACT) {
        @Override
        public Command command(Command command, Tx tx) {
            return withShorterLeases(command);
        }
    },
    GIVES_ONE_MESSAGE_TWICE(Rule.Q3_LEASE_EXCLUSION) {
        @Override
        public Reply reply(Reply reply, Command asked) {
            if (reply instanceof Reply.Received received && received.messages().size() == 2) {
                return new Reply.Received(
                        List.of(received.messages().get(0), received.messages().get(0)), received.withheld());
            }
            return reply;
        }
    },
    GIVES_ANOTHER_BODY(Rule.Q2_NO_INVENTION) {
        @Override
        public Reply filled(Reply reply) {
            return eachReceived(
                    reply,
                    one -> new Reply.ReceivedOne(
                            one.sequence(), one.lease(), one.firstReceivedMillis(), one.sentMillis(), Bytes.EMPTY));
        }
    },
    MISCOUNTS_RECEIVES(Rule.Q6_COUNTING) {
        @Override
        public Reply reply(Reply reply, Command asked) {
            return eachReceived(
                    reply,
                    one -> new Reply.ReceivedOne(
                            one.sequence(), 1, one.firstReceivedMillis(), one.sentMillis(), one.payload()));
        }
    },
    BRINGS_DELETED_BACK(Rule.Q4_DELETE_IS_FINAL, Rule.Q5_FENCING, Rule.Q8_CONSERVATION, Rule.CONTRACT, Rule.LEASES) {
        @Override
        public Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.Delete delete
                    ? new QueueCommand.ChangeVisibility(
                            delete.queue(),
                            delete.receipts().stream()
                                    .map(one -> new QueueCommand.Hiding(one, 0))
                                    .toList(),
                            delete.strict(),
                            "")
                    : command;
        }

        @Override
        public Reply reply(Reply reply, Command asked) {
            return asDeleted(reply, asked);
        }
    },
    LETS_EXPIRED_RECEIPTS_DELETE(
            Rule.CONTRACT,
            Rule.Q1_NO_ACKED_LOSS,
            Rule.Q4_DELETE_IS_FINAL,
            Rule.Q5_FENCING,
            Rule.Q8_CONSERVATION,
            Rule.LEASES) {
        @Override
        public Reply reply(Reply reply, Command asked) {
            return asDeleted(reply, asked);
        }
    },
    FORGETS_STRICTNESS(Rule.LEASES) {
        @Override
        public Command command(Command command, Tx tx) {
            return withoutStrictness(command);
        }
    },
    KEEPS_WHAT_IS_PURGED(
            Rule.Q9_PURGE_IS_A_POINT,
            Rule.Q7_TIME,
            Rule.Q8_CONSERVATION,
            Rule.F1_SEQUENCES_RISE,
            Rule.IDEMPOTENCY,
            Rule.CONTRACT) {
        @Override
        public Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.Purge purge
                    ? new QueueCommand.Receive(purge.queue(), 0, OptionalLong.of(0), true)
                    : command;
        }

        @Override
        public Reply reply(Reply reply, Command asked) {
            return asked instanceof QueueCommand.Purge && reply instanceof Reply.Received ? Reply.Done.DONE : reply;
        }
    },
    PURGES_WHAT_COMES_AFTER(Rule.Q9_PURGE_IS_A_POINT, Rule.F1_SEQUENCES_RISE, Rule.IDEMPOTENCY) {
        @Override
        public Entry entry(Entry entry, Tx tx) {
            return purgedLast(entry);
        }

        @Override
        public Outcome outcome(Outcome outcome, Entry asked) {
            return asAsked(outcome, asked);
        }
    },
    KEEPS_WHAT_IS_EXPIRED(Rule.Q13_EXPIRY, Rule.Q7_TIME, Rule.Q8_CONSERVATION, Rule.CONTRACT, Rule.DELIVERY) {
        @Override
        public void before(Tx tx) {
            enlarge(tx, "MessageRetentionPeriod", false);
        }

        @Override
        public void after(Tx tx) {
            enlarge(tx, "MessageRetentionPeriod", true);
        }
    },
    DROPS_EARLY(
            Rule.Q13_EXPIRY,
            Rule.Q1_NO_ACKED_LOSS,
            Rule.Q8_CONSERVATION,
            Rule.CONTRACT,
            Rule.LEASES,
            Rule.F5_REDELIVERY_RESTARTS) {
        @Override
        public void before(Tx tx) {
            shorten(tx, "MessageRetentionPeriod", false);
        }

        @Override
        public void after(Tx tx) {
            shorten(tx, "MessageRetentionPeriod", true);
        }
    },
    OFFERS_RETURNED_BY_SEQUENCE(Rule.RETURNS_IN_ORDER) {
        @Override
        public void after(Tx tx) {
            returnBySequence(tx);
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // it is: List.of
    private final List<Rule> broken;

    MessageMutation(Rule... broken) {
        this.broken = List.of(broken);
    }

    @Override
    public List<Rule> broken() {
        return broken;
    }
}
