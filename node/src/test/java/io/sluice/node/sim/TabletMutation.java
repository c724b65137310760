package io.sluice.node.sim;

import static io.sluice.node.sim.RowTampering.forEachState;
import static io.sluice.node.sim.RowTampering.withLeased;

import io.sluice.node.command.Command;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.RequestId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.TraceArrivalRow;
import io.sluice.node.state.queue.TraceTables;
import io.sluice.node.state.tablet.AppliedRow;
import io.sluice.node.state.tablet.TabletTables;
import java.util.List;

/** Mistakes with log time, repeated requests, counters, hints and queries. */
enum TabletMutation implements Mistake {
    FORGETS_REQUESTS(Rule.REPLAY, Rule.Q5_FENCING, Rule.Q7_TIME, Rule.CONTRACT) {
        @Override
        public RequestId requestId(RequestId requestId) {
            return RequestId.NONE;
        }
    },
    FORGETS_REPLIES_AT_RESTART(Rule.C2_REPLICAS_EQUAL, Rule.Q1_NO_ACKED_LOSS, Rule.REPLAY) {
        @Override
        public boolean opens() {
            return false;
        }
    },
    LETS_TIME_GO_BACK(
            Rule.Q6_COUNTING,
            Rule.Q1_NO_ACKED_LOSS,
            Rule.Q2_NO_INVENTION,
            Rule.Q3_LEASE_EXCLUSION,
            Rule.Q7_TIME,
            Rule.Q8_CONSERVATION,
            Rule.Q12_FAIRNESS,
            Rule.Q13_EXPIRY,
            Rule.F3_BLOCKED_GROUP,
            Rule.F6_DEDUPLICATION,
            Rule.F7_ATTEMPTS,
            Rule.F8_INDEPENDENCE,
            Rule.RETURNS_IN_ORDER,
            Rule.IDEMPOTENCY,
            Rule.CONTRACT,
            Rule.DELIVERY,
            Rule.Q5_FENCING) {
        @Override
        public void before(Tx tx) {
            tx.get(TabletTables.APPLIED, new Keys.Only())
                    .ifPresent(row -> tx.put(
                            TabletTables.APPLIED,
                            new Keys.Only(),
                            new AppliedRow(row.term(), row.index(), 0, row.format())));
        }
    },
    MISCOUNTS_WHAT_IS_IN_FLIGHT(Rule.Q8_CONSERVATION, Rule.CONTRACT, Rule.DELIVERY) {
        @Override
        public void after(Tx tx) {
            forEachState(tx, row -> row.leased() > 1 ? withLeased(row, row.leased() - 1) : row);
        }
    },
    TAKES_A_POLICY_WHATEVER_IS_EXPECTED(Rule.CONTRACT) {
        @Override
        public Command command(Command command, Tx tx) {
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
        public Effect effect(Effect effect) {
            return effect instanceof Effect.Level level
                    ? new Effect.Level(level.resource(), 0, false, Long.MAX_VALUE, level.waitMillis())
                    : effect;
        }
    },
    SAYS_THAT_NOTHING_IS_READY(Rule.Q7_TIME) {
        @Override
        public Reply answer(Query query, Reply reply, View view) {
            return reply instanceof Reply.Readiness readiness
                    ? new Reply.Readiness(readiness.exists(), false, Long.MAX_VALUE, readiness.waitMillis())
                    : reply;
        }
    },
    COUNTS_A_LOOK_AS_A_RECEIVE(Rule.Q11_BROWSE_NEUTRALITY) {
        @Override
        public Reply answer(Query query, Reply reply, View view) {
            if (query instanceof Query.Browse && view instanceof Tx tx) {
                forEachState(tx, row -> withLeased(row, row.leased() + 1));
            }
            return reply;
        }
    },
    NOTES_WHO_ASKED_FOR_A_TRACE(Rule.Q11_BROWSE_NEUTRALITY) {
        @Override
        public Reply answer(Query query, Reply reply, View view) {
            if (query instanceof Query.Trace trace && view instanceof Tx tx) {
                tx.put(TraceTables.ARRIVALS, new Keys.TextIn(trace.queue(), "?"), new TraceArrivalRow(1));
            }
            return reply;
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // it is: List.of
    private final List<Rule> broken;

    TabletMutation(Rule... broken) {
        this.broken = List.of(broken);
    }

    @Override
    public List<Rule> broken() {
        return broken;
    }
}
