package io.sluice.node.sim;

import io.sluice.node.command.Reply;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an oracle holds replies, rows and replicas to. Those with a number are the invariants of queues, one constant
 * each, by the numbers that golden scripts and the checkers of clusters use, too; the others are what this engine
 * promises beside. Each is the first rule of a {@link Mistake}.
 */
enum Rule {
    /** Nothing that was acknowledged is lost: it is there until it is deleted, purged, moved or over, and is given. */
    Q1_NO_ACKED_LOSS,
    /** Every delivery is of a message that was sent, as it was sent, once per send. */
    Q2_NO_INVENTION,
    /** Leases of one message do not overlap. */
    Q3_LEASE_EXCLUSION,
    /** What was deleted never comes back. */
    Q4_DELETE_IS_FINAL,
    /** An outdated receipt changes nothing. */
    Q5_FENCING,
    /** The receive count is the number of leases, and decides when a message is moved, not before and not after. */
    Q6_COUNTING,
    /** Nothing is visible before it is due, nor said to be due later than it is. */
    Q7_TIME,
    /** Counters are what is there. */
    Q8_CONSERVATION,
    /** A purge takes all that was acknowledged before it and nothing that came after. */
    Q9_PURGE_IS_A_POINT,
    /** A message that is moved is in one place, with the identity that it had, and can be taken back as it was. */
    Q10_MOVE_CONSERVATION,
    /** To look changes nothing. */
    Q11_BROWSE_NEUTRALITY,
    /** Of tenants whoever has fewer in flight comes first, and a priority for which something waits has its share. */
    Q12_FAIRNESS,
    /** Nothing is given after its time is over, and nothing is dropped before. */
    Q13_EXPIRY,
    /** Sequences rise in the order of sends. */
    F1_SEQUENCES_RISE,
    /** The messages of a group are given for the first time in their order, and none is left out. */
    F2_FIRST_IN_ORDER,
    /** Nothing is given behind what is in flight, and of one receive a group's messages come together and in order. */
    F3_BLOCKED_GROUP,
    /** Nobody is given a message of a group behind one that somebody else holds. */
    F4_ONE_HOLDER,
    /** What was received before and came to nothing is given before all that comes after it in its group. */
    F5_REDELIVERY_RESTARTS,
    /** One message per deduplication id, scope and five minutes; a repetition gets the first answer. */
    F6_DEDUPLICATION,
    /** A repeated attempt gets the same messages, counted once. */
    F7_ATTEMPTS,
    /** A group that is not blocked and has something visible is given, whatever blocks others. */
    F8_INDEPENDENCE,
    /** A release makes all that is left of its batch visible at once. */
    F9_RELEASE,
    /** What is visible again is given in the order in which it became so. */
    RETURNS_IN_ORDER,
    /** A dead letter tells how each of its receives failed. */
    STORIES,
    /** A redrive moves what was picked and nothing else, and leaves nothing of it without a word. */
    REDRIVES,
    /** Each due time of a schedule sends once, not before it, and none is left. */
    SCHEDULES,
    /** What is sent under a key is sent once while the key is remembered, and another content is refused. */
    IDEMPOTENCY,
    /** A message that was received too often stops its group; nothing is given of a group that was stopped. */
    PARKED_GROUPS,
    /** A queue gives what its owner lets it give, no more and no less, and says what it holds back. */
    DELIVERY,
    /** What a session does counts only while it has the lease. */
    LEASES,
    /** A retry gets the first answer. */
    REPLAY,
    /** The answer is not the one that the contract has. */
    CONTRACT,
    /** C2: replicas are equal. */
    C2_REPLICAS_EQUAL;

    /** Whether it is one of the invariants of queues, which golden scripts tell, too. */
    boolean isNumbered() {
        return name().matches("[QF]\\d+_.*");
    }

    /** Its number, such as Q1. */
    String number() {
        return name().substring(0, name().indexOf('_'));
    }

    /** Throws unless the condition holds; what it is about is put into words only then. */
    void holds(boolean condition, Object... what) {
        if (!condition) {
            throw new BrokenRule(this, Stream.of(what).map(String::valueOf).collect(Collectors.joining()));
        }
    }

    /** Throws unless what was asked for is answered so. */
    void is(Object asked, Reply reply, Reply expected) {
        holds(reply.equals(expected), asked, " is answered ", expected, ", not ", reply);
    }

    /** A reply, a row or a replica is not as it must be. */
    static final class BrokenRule extends AssertionError {
        private static final long serialVersionUID = 1;

        private final Rule rule;

        BrokenRule(Rule rule, String what) {
            super(rule + ": " + what);
            this.rule = rule;
        }

        Rule rule() {
            return rule;
        }
    }
}
