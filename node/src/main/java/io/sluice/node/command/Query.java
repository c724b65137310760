package io.sluice.node.command;

import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceKind;
import io.sluice.node.model.ResourceName;

/** All that a tablet can be asked without changing it. Answers reflect one applied index. */
public sealed interface Query {
    /** Calls the rule for this query. */
    <T, R> R accept(Rules<T, R> rules, T look);

    /** One rule per query. */
    interface Rules<T, R> {
        /** Rule for {@link Locate}. */
        R locate(Locate query, T look);

        /** Rule for {@link ListNames}. */
        R listNames(ListNames query, T look);

        /** Rule for {@link DescribeCluster}. */
        R describeCluster(DescribeCluster query, T look);

        /** Rule for {@link DescribeQueue}. */
        R describeQueue(DescribeQueue query, T look);

        /** Rule for {@link Peek}. */
        R peek(Peek query, T look);

        /** Rule for {@link ListTags}. */
        R listTags(ListTags query, T look);
    }

    /** Asks the catalog for an active resource by name. Replies {@link Reply.Placed} or rejects. */
    record Locate(ResourceName name) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.locate(this, look);
        }
    }

    /**
     * Asks the catalog for a page of active names, in order. Replies {@link Reply.Names}.
     *
     * @param after only names greater than this; empty from the start
     */
    record ListNames(ResourceKind kind, String account, String prefix, String after, int namesMax) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.listNames(this, look);
        }
    }

    /** Asks the catalog for the cluster: its nodes and tablets. Replies {@link Reply.Cluster}. */
    record DescribeCluster() implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.describeCluster(this, look);
        }
    }

    /** Asks for attributes and exact counters of a queue. Replies {@link Reply.QueueDescribed}. */
    record DescribeQueue(ResourceId queue) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.describeQueue(this, look);
        }
    }

    /** Asks whether a receive would find something now, and when next. Replies {@link Reply.Readiness}. */
    record Peek(ResourceId resource) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.peek(this, look);
        }
    }

    /** Asks for the tags of a queue. Replies {@link Reply.Tags}. */
    record ListTags(ResourceId queue) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.listTags(this, look);
        }
    }
}
