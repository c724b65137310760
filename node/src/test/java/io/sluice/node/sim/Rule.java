package io.sluice.node.sim;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an oracle holds replies to. */
enum Rule {
    /** Nothing that was acknowledged is lost, not by an outdated receipt either (Q5): what is there is found. */
    Q1_NO_LOSS,
    /** Every delivery is of a message that was sent, as it was sent, once per send. */
    Q2_NO_INVENTION,
    /** Leases of one message do not overlap. */
    Q3_LEASE_EXCLUSION,
    /** What was deleted, purged or expired never comes back. */
    Q4_DELETE_IS_FINAL,
    /** The receive count is the number of leases. */
    Q6_COUNTING,
    /** A message is moved when its receives are used up, not before and not after, and keeps what it was. */
    Q6_DEAD_LETTERS,
    /** A dead letter tells how each of its receives failed. */
    STORIES,
    /** A redrive moves what was picked and nothing else, leaves nothing without a word, and can be taken back. */
    REDRIVES,
    /** A message lives as long as it was sent for, and then is a dead letter where its queue says so. */
    LIFETIMES,
    /** Nothing is visible before it is due, nor said to be due later than it is. */
    Q7_TIME,
    /** Counters are what is there. */
    Q8_CONSERVATION,
    /** A message that is moved is in one queue or on one way, never in two places and never in none. */
    Q10_MOVE_CONSERVATION,
    /** What is visible again is given in the order in which it became so. */
    Q12_NO_OVERTAKING,
    /** Of tenants that may have something, whoever has fewer in flight comes first. */
    Q13_FAIRNESS,
    /** A priority for which something waits gets its share. */
    Q15_PRIORITIES,
    /** Each due time of a schedule sends once, not before it, and none is left. */
    Q14_SCHEDULES,
    /** Sequences rise in the order of sends. */
    F1_SEQUENCES_RISE,
    /** Of a group the first that is left comes first, and nothing is left out between (F5). */
    F2_ORDER,
    /** Nothing is given of a group behind a message in flight (F4), and a group's messages come together. */
    F3_BLOCKED_GROUP,
    /** One message per deduplication id, scope and five minutes; a repetition gets the first answer. */
    F6_DEDUPLICATION,
    /** What is sent under a key is sent once while the key is remembered, and another content is refused. */
    IDEMPOTENCY,
    /** A repeated attempt gets the same messages, counted once. */
    F7_ATTEMPTS,
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

    /** Throws unless the condition holds; what it is about is put into words only then. */
    void holds(boolean condition, Object... what) {
        if (!condition) {
            throw new BrokenRule(this, Stream.of(what).map(String::valueOf).collect(Collectors.joining()));
        }
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
