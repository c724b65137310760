package io.sluice.node.sim;

import static io.sluice.node.sim.Tampering.eachOutgoing;
import static io.sluice.node.sim.Tampering.eachPlain;
import static io.sluice.node.sim.Tampering.eachReceived;
import static io.sluice.node.sim.Tampering.enlarge;
import static io.sluice.node.sim.Tampering.forEachState;
import static io.sluice.node.sim.Tampering.parksAnother;
import static io.sluice.node.sim.Tampering.returnBySequence;
import static io.sluice.node.sim.Tampering.starve;
import static io.sluice.node.sim.Tampering.with;
import static io.sluice.node.sim.Tampering.withDelays;
import static io.sluice.node.sim.Tampering.withKeys;
import static io.sluice.node.sim.Tampering.withLeased;
import static io.sluice.node.sim.Tampering.withLifetimes;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Outcome;
import io.sluice.node.model.RequestId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.tablet.AppliedRow;
import io.sluice.node.state.tablet.TabletTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Deliberate mistakes, each with the rules that it breaks: an oracle that does not see one is no oracle. */
enum Mutation {
    LOSES_A_SEND(
            Rule.Q1_NO_LOSS,
            Rule.Q8_CONSERVATION,
            Rule.Q7_TIME,
            Rule.F1_SEQUENCES_RISE,
            Rule.F6_DEDUPLICATION,
            Rule.IDEMPOTENCY) {
        @Override
        Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.Send send && send.messages().size() > 5
                    ? new QueueCommand.Send(
                            send.queue(),
                            send.messages().subList(0, send.messages().size() - 1))
                    : command;
        }

        @Override
        Reply reply(Reply reply, Command asked) {
            if (asked instanceof QueueCommand.Send send
                    && reply instanceof Reply.Sent sent
                    && sent.messages().size() < send.messages().size()) {
                List<Reply> replies = new ArrayList<>(sent.messages());
                replies.add(new Reply.SentOne(1_000_000_000L + asked.hashCode()));
                return new Reply.Sent(replies);
            }
            return reply;
        }
    },
    ACCEPTS_AN_OUTDATED_RECEIPT(
            Rule.Q1_NO_LOSS, Rule.Q8_CONSERVATION, Rule.CONTRACT, Rule.Q12_NO_OVERTAKING, Rule.LEASES) {
        @Override
        Command command(Command command, Tx tx) {
            return Tampering.withNewestReceipts(command, tx);
        }
    },
    FORGETS_REQUESTS(Rule.REPLAY) {
        @Override
        RequestId requestId(RequestId requestId) {
            return RequestId.NONE;
        }
    },
    FORGETS_REPLIES_AT_RESTART(Rule.C2_REPLICAS_EQUAL, Rule.REPLAY) {
        @Override
        boolean opens() {
            return false;
        }
    },
    ENDS_LEASES_EARLY(
            Rule.Q3_LEASE_EXCLUSION,
            Rule.Q8_CONSERVATION,
            Rule.Q7_TIME,
            Rule.F3_BLOCKED_GROUP,
            Rule.F7_ATTEMPTS,
            Rule.CONTRACT) {
        @Override
        Command command(Command command, Tx tx) {
            return Tampering.withShorterLeases(command);
        }
    },
    ENDS_DELAYS_EARLY(Rule.Q7_TIME, Rule.Q8_CONSERVATION, Rule.Q12_NO_OVERTAKING) {
        @Override
        Command command(Command command, Tx tx) {
            return withDelays(command, millis -> millis / 2);
        }
    },
    MISCOUNTS_WHAT_IS_IN_FLIGHT(Rule.Q8_CONSERVATION, Rule.CONTRACT) {
        @Override
        void after(Tx tx) {
            forEachState(tx, row -> row.leased() > 1 ? withLeased(row, row.leased() - 1) : row);
        }
    },
    MISCOUNTS_RECEIVES(Rule.Q6_COUNTING) {
        @Override
        Reply reply(Reply reply, Command asked) {
            return eachReceived(
                    reply,
                    one -> new Reply.ReceivedOne(
                            one.sequence(), 1, one.firstReceivedMillis(), one.sentMillis(), one.payload()));
        }
    },
    GIVES_ONE_MESSAGE_TWICE(Rule.Q3_LEASE_EXCLUSION) {
        @Override
        Reply reply(Reply reply, Command asked) {
            if (reply instanceof Reply.Received received && received.messages().size() == 2) {
                return new Reply.Received(
                        List.of(received.messages().get(0), received.messages().get(0)), received.withheld());
            }
            return reply;
        }
    },
    BRINGS_DELETED_BACK(Rule.Q4_DELETE_IS_FINAL, Rule.Q8_CONSERVATION, Rule.CONTRACT) {
        @Override
        Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.Delete delete
                    ? new QueueCommand.ChangeVisibility(
                            delete.queue(),
                            delete.receipts().stream()
                                    .map(one -> new QueueCommand.Hiding(one, 0))
                                    .toList())
                    : command;
        }

        @Override
        Reply reply(Reply reply, Command asked) {
            return asked instanceof QueueCommand.Delete && reply instanceof Reply.Settled settled
                    ? new Reply.Settled(settled.receipts().stream()
                            .<Reply>map(one -> Reply.Done.DONE)
                            .toList())
                    : reply;
        }
    },
    KEEPS_WHAT_IS_PURGED(Rule.Q4_DELETE_IS_FINAL, Rule.Q8_CONSERVATION, Rule.CONTRACT) {
        @Override
        Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.Purge purge
                    ? new QueueCommand.Receive(purge.queue(), 0, OptionalLong.of(0), true)
                    : command;
        }

        @Override
        Reply reply(Reply reply, Command asked) {
            return asked instanceof QueueCommand.Purge && reply instanceof Reply.Received ? Reply.Done.DONE : reply;
        }
    },
    // What is kept at the head of a group keeps the rest of the group from coming, too.
    KEEPS_WHAT_IS_EXPIRED(
            Rule.Q4_DELETE_IS_FINAL,
            Rule.Q7_TIME,
            Rule.CONTRACT,
            Rule.Q1_NO_LOSS,
            Rule.Q8_CONSERVATION,
            Rule.DELIVERY) {
        @Override
        void before(Tx tx) {
            enlarge(tx, "MessageRetentionPeriod", false);
        }

        @Override
        void after(Tx tx) {
            enlarge(tx, "MessageRetentionPeriod", true);
        }
    },
    IGNORES_THE_LIMIT(Rule.CONTRACT) {
        @Override
        void before(Tx tx) {
            enlarge(tx, "InFlightLimit", false);
        }

        @Override
        void after(Tx tx) {
            enlarge(tx, "InFlightLimit", true);
        }
    },
    TAKES_A_POLICY_WHATEVER_IS_EXPECTED(Rule.CONTRACT) {
        @Override
        Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.ReplacePolicy replace
                    ? new QueueCommand.ReplacePolicy(
                            replace.queue(),
                            tx.get(QueueTables.SETTINGS, new Keys.OfResource(replace.queue()))
                                    .map(row -> row.attributes().getOrDefault("Policy", ""))
                                    .orElse(""),
                            replace.replacement())
                    : command;
        }
    },
    TELLS_NOBODY(Rule.Q7_TIME) {
        @Override
        Effect effect(Effect effect) {
            return effect instanceof Effect.Level level
                    ? new Effect.Level(level.resource(), 0, false, Long.MAX_VALUE, level.waitMillis())
                    : effect;
        }
    },
    GIVES_ANOTHER_BODY(Rule.Q2_NO_INVENTION) {
        @Override
        Reply filled(Reply reply) {
            return eachReceived(
                    reply,
                    one -> new Reply.ReceivedOne(
                            one.sequence(), one.lease(), one.firstReceivedMillis(), one.sentMillis(), Bytes.EMPTY));
        }
    },
    OFFERS_RETURNED_BY_SEQUENCE(Rule.Q12_NO_OVERTAKING) {
        @Override
        void after(Tx tx) {
            returnBySequence(tx);
        }
    },
    LETS_TIME_GO_BACK(
            Rule.Q1_NO_LOSS,
            Rule.Q3_LEASE_EXCLUSION,
            Rule.Q6_COUNTING,
            Rule.Q7_TIME,
            Rule.Q8_CONSERVATION,
            Rule.CONTRACT,
            Rule.Q12_NO_OVERTAKING,
            Rule.Q2_NO_INVENTION,
            Rule.F3_BLOCKED_GROUP,
            Rule.F6_DEDUPLICATION,
            Rule.IDEMPOTENCY,
            Rule.F7_ATTEMPTS) {
        @Override
        void before(Tx tx) {
            tx.get(TabletTables.APPLIED, new Keys.Only())
                    .ifPresent(row -> tx.put(
                            TabletTables.APPLIED,
                            new Keys.Only(),
                            new AppliedRow(row.term(), row.index(), 0, row.format())));
        }
    },
    // A group that has other names is missing where something is done to it by hand.
    MIXES_GROUPS(
            Rule.F3_BLOCKED_GROUP, Rule.Q1_NO_LOSS, Rule.F2_ORDER, Rule.Q7_TIME, Rule.Q8_CONSERVATION, Rule.CONTRACT) {
        @Override
        Command command(Command command, Tx tx) {
            return eachOutgoing(
                    command,
                    one -> with(one, one.groupId() + one.deduplicationId(), one.deduplicationId(), one.priority()));
        }
    },
    MIXES_TENANTS(Rule.Q13_FAIRNESS, Rule.Q12_NO_OVERTAKING, Rule.DELIVERY, Rule.Q1_NO_LOSS) {
        @Override
        Command command(Command command, Tx tx) {
            return eachPlain(command, one -> with(one, one.groupId().isEmpty() ? "" : "all", "", one.priority()));
        }
    },
    FORGETS_PRIORITIES(Rule.Q8_CONSERVATION, Rule.Q15_PRIORITIES, Rule.CONTRACT, Rule.Q12_NO_OVERTAKING) {
        @Override
        Command command(Command command, Tx tx) {
            return eachPlain(command, one -> with(one, one.groupId(), "", 4));
        }
    },
    FORGETS_A_PARKED_TENANT(Rule.DELIVERY, Rule.CONTRACT, Rule.PARKED_GROUPS, Rule.Q8_CONSERVATION) {
        @Override
        Command command(Command command, Tx tx) {
            return parksAnother(command);
        }
    },
    STARVES_A_PRIORITY(Rule.Q15_PRIORITIES) {
        @Override
        void after(Tx tx) {
            starve(tx);
        }
    },
    DEDUPLICATES_BY_LESS(Rule.F6_DEDUPLICATION) {
        @Override
        Command command(Command command, Tx tx) {
            return eachOutgoing(
                    command,
                    one -> with(one, one.groupId(), one.deduplicationId().substring(0, 3), one.priority()));
        }
    },
    DEDUPLICATES_NOTHING(Rule.F6_DEDUPLICATION) {
        @Override
        Command command(Command command, Tx tx) {
            return eachOutgoing(
                    command,
                    one -> with(
                            one,
                            one.groupId(),
                            one.deduplicationId() + one.payload().hashCode(),
                            one.priority()));
        }
    },
    KEEPS_WHAT_HAS_ENDED(Rule.Q4_DELETE_IS_FINAL, Rule.Q7_TIME, Rule.Q8_CONSERVATION, Rule.CONTRACT, Rule.Q1_NO_LOSS) {
        @Override
        Command command(Command command, Tx tx) {
            return withLifetimes(command, millis -> OptionalLong.empty());
        }
    },
    ENDS_LIVES_EARLY(
            Rule.Q1_NO_LOSS,
            Rule.Q8_CONSERVATION,
            Rule.Q7_TIME,
            Rule.CONTRACT,
            Rule.F2_ORDER,
            Rule.F3_BLOCKED_GROUP,
            Rule.F7_ATTEMPTS,
            Rule.Q12_NO_OVERTAKING,
            Rule.PARKED_GROUPS) {
        @Override
        Command command(Command command, Tx tx) {
            return withLifetimes(command, millis -> OptionalLong.of((millis + 1) / 2));
        }
    },
    FORGETS_KEYS(Rule.IDEMPOTENCY) {
        @Override
        Command command(Command command, Tx tx) {
            return withKeys(command, key -> Optional.empty());
        }
    },
    TAKES_ANOTHER_CONTENT_FOR_THE_SAME(Rule.IDEMPOTENCY) {
        @Override
        Command command(Command command, Tx tx) {
            return withKeys(
                    command,
                    key -> Optional.of(new QueueCommand.IdempotencyKey(key.key(), key.windowMillis(), Bytes.EMPTY)));
        }
    },
    REMEMBERS_KEYS_FOR_TOO_LONG(Rule.IDEMPOTENCY) {
        @Override
        Command command(Command command, Tx tx) {
            return withKeys(
                    command,
                    key -> Optional.of(new QueueCommand.IdempotencyKey(
                            key.key(), OptionalLong.of(3 * 86_400_000L), key.content())));
        }
    },
    IGNORES_ATTEMPTS(Rule.F7_ATTEMPTS) {
        @Override
        Command command(Command command, Tx tx) {
            return Tampering.withoutAttempt(command);
        }
    },
    FORGETS_STRICTNESS(Rule.LEASES) {
        @Override
        Command command(Command command, Tx tx) {
            return Tampering.withoutStrictness(command);
        }
    },
    DROPS_EARLY(Rule.Q1_NO_LOSS, Rule.Q8_CONSERVATION, Rule.CONTRACT, Rule.LEASES) {
        @Override
        void before(Tx tx) {
            Tampering.shorten(tx, "MessageRetentionPeriod", false);
        }

        @Override
        void after(Tx tx) {
            Tampering.shorten(tx, "MessageRetentionPeriod", true);
        }
    },
    TURNS_BATCHES_ROUND(Rule.F2_ORDER, Rule.F3_BLOCKED_GROUP, Rule.F7_ATTEMPTS) {
        @Override
        Reply reply(Reply reply, Command asked) {
            return Tampering.turnedRound(reply);
        }
    },
    NEVER_PARKS(Rule.PARKED_GROUPS) {
        @Override
        Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.ChangeGroups change
                            && change.change() instanceof GroupChange.SetPolicy set
                            && set.policy().action() == GroupPolicy.Action.PARK
                    ? new QueueCommand.ChangeGroups(change.queue(), new GroupChange.SetPolicy(GroupPolicy.AWS))
                    : command;
        }
    },
    FORGETS_WHAT_IS_PARKED(Rule.PARKED_GROUPS, Rule.F3_BLOCKED_GROUP, Rule.CONTRACT) {
        @Override
        Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.ChangeGroups change
                            && change.change() instanceof GroupChange.Park park
                    ? new QueueCommand.ChangeGroups(change.queue(), new GroupChange.Resume(park.group()))
                    : command;
        }
    },
    LETS_EXPIRED_RECEIPTS_DELETE(Rule.CONTRACT, Rule.LEASES, Rule.Q1_NO_LOSS, Rule.Q8_CONSERVATION) {
        @Override
        Reply reply(Reply reply, Command asked) {
            return asked instanceof QueueCommand.Delete && reply instanceof Reply.Settled settled
                    ? new Reply.Settled(settled.receipts().stream()
                            .<Reply>map(one -> Reply.Done.DONE)
                            .toList())
                    : reply;
        }
    },
    FORGETS_A_PAUSE(Rule.DELIVERY) {
        @Override
        Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.SetDelivery set
                    ? new QueueCommand.SetDelivery(set.queue(), set.paused().map(paused -> false), set.limits())
                    : command;
        }
    },
    DOES_NOT_PAY(Rule.DELIVERY) {
        @Override
        void after(Tx tx) {
            forEachState(tx, Tampering::unpaid);
        }
    },
    SAYS_THAT_NOTHING_IS_READY(Rule.Q7_TIME) {
        @Override
        Reply answer(Query query, Reply reply) {
            return reply instanceof Reply.Readiness readiness
                    ? new Reply.Readiness(readiness.exists(), false, Long.MAX_VALUE, readiness.waitMillis())
                    : reply;
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // it is: Set.of
    private final Set<Rule> broken;

    Mutation(Rule... broken) {
        this.broken = Set.of(broken);
    }

    Set<Rule> broken() {
        return broken;
    }

    boolean opens() {
        return true;
    }

    RequestId requestId(RequestId requestId) {
        return requestId;
    }

    void before(Tx tx) {}

    Command command(Command command, Tx tx) {
        return command;
    }

    Reply reply(Reply reply, Command asked) {
        return reply;
    }

    Effect effect(Effect effect) {
        return effect;
    }

    void after(Tx tx) {}

    Reply filled(Reply reply) {
        return reply;
    }

    Reply answer(Query query, Reply reply) {
        return reply;
    }

    Entry entry(Entry entry, Tx tx) {
        return new Entry(
                entry.stampMillis(),
                entry.items().stream()
                        .map(item -> new Entry.Item(requestId(item.requestId()), command(item.command(), tx)))
                        .toList());
    }

    Outcome outcome(Outcome outcome, Entry asked) {
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < outcome.replies().size(); i++) {
            replies.add(reply(outcome.replies().get(i), asked.items().get(i).command()));
        }
        return new Outcome(replies, outcome.effects().stream().map(this::effect).toList());
    }
}
