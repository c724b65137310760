package io.sluice.cluster.check;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds a history of one queue against the rules Q1 to Q9 and those of FIFO queues. It judges only by what callers
 * saw, so a violation is certain: no order of events that a correct queue allows explains the history.
 */
public final class QueueChecker {
    /** More than this of one rule says nothing new. */
    public static final int VIOLATIONS_PER_RULE_MAX = 20;

    private final List<Rule> rules;

    /** A checker of all rules. */
    public QueueChecker(CheckOptions options) {
        rules = List.of(
                new LossRule(),
                new InventionRule(),
                new LeaseRule(options.skew().toNanos()),
                new DeleteRule(),
                new FencingRule(),
                new CountingRule(),
                new DelayRule(options),
                new PollRule(options),
                new PurgeRule(),
                new GroupRule(options.skew().toNanos()),
                new AttemptRule(options.skew().toNanos()),
                new BatchRule(),
                new ConservationRule());
    }

    /** What is certainly wrong, in order of the rules; empty when nothing is. */
    public List<Violation> check(History history) {
        Stories stories = new Stories(history.operations());
        List<Violation> violations = new ArrayList<>();
        for (Rule rule : rules) {
            List<Violation> found = new ArrayList<>();
            rule.check(stories, found::add);
            violations.addAll(found.subList(0, Math.min(found.size(), VIOLATIONS_PER_RULE_MAX)));
        }
        return List.copyOf(violations);
    }
}
