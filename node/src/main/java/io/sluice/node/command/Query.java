package io.sluice.node.command;

import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceKind;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.Optional;
import java.util.OptionalLong;

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

        /** Rule for {@link ListSources}. */
        R listSources(ListSources query, T look);

        /** Rule for {@link FindHeir}. */
        R findHeir(FindHeir query, T look);

        /** Rule for {@link ListMoves}. */
        R listMoves(ListMoves query, T look);

        /** Rule for {@link Unfinished}. */
        R unfinished(Unfinished query, T look);

        /** Rule for {@link Outbox}. */
        R outbox(Outbox query, T look);

        /** Rule for {@link ListGroups}. */
        R listGroups(ListGroups query, T look);

        /** Rule for {@link DescribeDelivery}. */
        R describeDelivery(DescribeDelivery query, T look);

        /** Rule for {@link ListTags}. */
        R listTags(ListTags query, T look);

        /** Rule for {@link GetSchedule}. */
        R getSchedule(GetSchedule query, T look);

        /** Rule for {@link ListSchedules}. */
        R listSchedules(ListSchedules query, T look);

        /** Rule for {@link DueSchedules}. */
        R dueSchedules(DueSchedules query, T look);

        /** Rule for {@link Trace}. */
        R trace(Trace query, T look);

        /** Rule for {@link Browse}. */
        R browse(Browse query, T look);

        /** Rule for {@link Graves}. */
        R graves(Graves query, T look);

        /** Rule for {@link FindKey}. */
        R findKey(FindKey query, T look);

        /** Rule for {@link ListKeys}. */
        R listKeys(ListKeys query, T look);
    }

    /** Whether it may look at so many rows that it is answered from a snapshot, aside, and not between two entries. */
    default boolean scans() {
        return false;
    }

    /** Asks the catalog for an access key. Replies {@link Reply.Keys} with one or none. */
    record FindKey(String id) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.findKey(this, look);
        }
    }

    /**
     * Asks the catalog for a page of access keys, in order of id. Replies {@link Reply.Keys}.
     *
     * @param after only keys with a greater id; empty from the start
     */
    record ListKeys(String after, int keysMax) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.listKeys(this, look);
        }
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

    /**
     * Asks the catalog for a page of the active resources whose dead letters go to another, in order of
     * name. Replies {@link Reply.Names}.
     *
     * @param after only names greater than this; empty from the start
     */
    record ListSources(ResourceId target, String after, int namesMax) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.listSources(this, look);
        }
    }

    /**
     * Asks the catalog for the active resource that has a name now, of the kind and in the account of another one.
     * Replies {@link Reply.Placed} or rejects.
     */
    record FindHeir(ResourceId neighbour, String name) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.findHeir(this, look);
        }
    }

    /** Asks for the moves out of a queue that are remembered. Replies {@link Reply.Moves}. */
    record ListMoves(ResourceId queue) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.listMoves(this, look);
        }
    }

    /** Asks what a tablet's leader has to go on with. Replies {@link Reply.Unfinished}. */
    record Unfinished() implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.unfinished(this, look);
        }
    }

    /**
     * Asks for the first parcels that wait for another tablet. Replies {@link Reply.Parcels}.
     *
     * @param bytesMax payload of all; the first comes whatever its size
     */
    record Outbox(TabletId to, int parcelsMax, int bytesMax) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.outbox(this, look);
        }
    }

    /** Asks how a queue gives its messages. Replies {@link Reply.DeliveryDescribed}. */
    record DescribeDelivery(ResourceId queue) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.describeDelivery(this, look);
        }
    }

    /**
     * Asks for a page of the message groups of a FIFO queue that have messages. Replies {@link Reply.Groups}.
     *
     * @param state only groups that stand so; absent: all
     * @param after only groups with a greater number; 0 from the start
     */
    record ListGroups(ResourceId queue, Optional<GroupState> state, long after, int groupsMax) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.listGroups(this, look);
        }
    }

    /** Asks for the tags of a queue. Replies {@link Reply.Tags}. */
    record ListTags(ResourceId queue) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.listTags(this, look);
        }
    }

    /** Asks for a schedule with what it sends. Replies {@link Reply.Schedules} with one entry, or rejects. */
    record GetSchedule(ResourceId queue, String id) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.getSchedule(this, look);
        }
    }

    /**
     * Asks for a page of the schedules of a queue, in order of due time and number. Replies
     * {@link Reply.Schedules}.
     *
     * @param afterMillis with {@code afterNumber} the last one of the page before; zeros from the start
     */
    record ListSchedules(ResourceId queue, long afterMillis, long afterNumber, int schedulesMax) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.listSchedules(this, look);
        }
    }

    /** Asks for those schedules that recur of the first that are due. Replies {@link Reply.Schedules}. */
    record DueSchedules(ResourceId queue) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.dueSchedules(this, look);
        }
    }

    /**
     * Asks what befell a message. Replies {@link Reply.Traced}.
     *
     * @param originQueue the queue that the message was sent to
     * @param originSequence its sequence there
     */
    record Trace(ResourceId queue, ResourceId originQueue, long originSequence) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.trace(this, look);
        }
    }

    /**
     * Asks for messages of a queue as they are, without touching them. Replies {@link Reply.Browsed} or rejects.
     *
     * @param from where to begin, unless {@code newest} is there
     * @param newest instead: where so many messages or fewer are left, the newest
     * @param messagesMax messages in the answer
     * @param bytesMax payload of all messages in the answer; the first comes whatever its size
     * @param scannedMax messages looked at
     */
    record Browse(
            ResourceId queue,
            BrowseFilter filter,
            BrowseCursor from,
            OptionalLong newest,
            int messagesMax,
            int bytesMax,
            int scannedMax)
            implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T look) {
            return rules.browse(this, look);
        }

        @Override
        public boolean scans() {
            return true;
        }
    }

    /**
     * Counts the messages that a look would show by queue and reason, dead letters all. Replies {@link Reply.Graves}
     * or rejects.
     *
     * @param look which messages, and where to begin; how many and how large they are counts for nothing
     */
    record Graves(Browse look) implements Query {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T view) {
            return rules.graves(this, view);
        }

        @Override
        public boolean scans() {
            return true;
        }
    }
}
