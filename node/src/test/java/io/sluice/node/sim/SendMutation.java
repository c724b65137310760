package io.sluice.node.sim;

import static io.sluice.node.sim.SendTampering.withDelays;
import static io.sluice.node.sim.SendTampering.withKeys;
import static io.sluice.node.sim.SendTampering.withLifetimes;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.state.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Mistakes with what is sent. */
enum SendMutation implements Mistake {
    LOSES_A_SEND(
            Rule.Q1_NO_ACKED_LOSS,
            Rule.Q7_TIME,
            Rule.Q8_CONSERVATION,
            Rule.F1_SEQUENCES_RISE,
            Rule.F6_DEDUPLICATION,
            Rule.IDEMPOTENCY,
            Rule.CONTRACT) {
        @Override
        public Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.Send send && send.messages().size() > 5
                    ? new QueueCommand.Send(
                            send.queue(),
                            send.messages().subList(0, send.messages().size() - 1))
                    : command;
        }

        @Override
        public Reply reply(Reply reply, Command asked) {
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
    ENDS_DELAYS_EARLY(Rule.Q7_TIME, Rule.Q8_CONSERVATION, Rule.RETURNS_IN_ORDER) {
        @Override
        public Command command(Command command, Tx tx) {
            return withDelays(command, millis -> millis / 2);
        }
    },
    KEEPS_WHAT_HAS_ENDED(Rule.Q7_TIME, Rule.Q13_EXPIRY, Rule.Q8_CONSERVATION, Rule.CONTRACT) {
        @Override
        public Command command(Command command, Tx tx) {
            return withLifetimes(command, millis -> OptionalLong.empty());
        }
    },
    ENDS_LIVES_EARLY(
            Rule.Q13_EXPIRY,
            Rule.Q1_NO_ACKED_LOSS,
            Rule.Q4_DELETE_IS_FINAL,
            Rule.Q7_TIME,
            Rule.Q8_CONSERVATION,
            Rule.Q12_FAIRNESS,
            Rule.CONTRACT,
            Rule.F2_FIRST_IN_ORDER,
            Rule.F3_BLOCKED_GROUP,
            Rule.F7_ATTEMPTS,
            Rule.RETURNS_IN_ORDER,
            Rule.PARKED_GROUPS) {
        @Override
        public Command command(Command command, Tx tx) {
            return withLifetimes(command, millis -> OptionalLong.of((millis + 1) / 2));
        }
    },
    FORGETS_KEYS(Rule.IDEMPOTENCY) {
        @Override
        public Command command(Command command, Tx tx) {
            return withKeys(command, key -> Optional.empty());
        }
    },
    TAKES_ANOTHER_CONTENT_FOR_THE_SAME(Rule.IDEMPOTENCY) {
        @Override
        public Command command(Command command, Tx tx) {
            return withKeys(
                    command,
                    key -> Optional.of(new QueueCommand.IdempotencyKey(key.key(), key.windowMillis(), Bytes.EMPTY)));
        }
    },
    REMEMBERS_KEYS_FOR_TOO_LONG(Rule.IDEMPOTENCY) {
        @Override
        public Command command(Command command, Tx tx) {
            return withKeys(
                    command,
                    key -> Optional.of(new QueueCommand.IdempotencyKey(
                            key.key(), OptionalLong.of(3 * 86_400_000L), key.content())));
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // it is: List.of
    private final List<Rule> broken;

    SendMutation(Rule... broken) {
        this.broken = List.of(broken);
    }

    @Override
    public List<Rule> broken() {
        return broken;
    }
}
