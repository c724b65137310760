package io.sluice.node.command;

import io.sluice.node.model.NodeId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that a machine can answer; to say no is an answer too. */
public sealed interface Reply {
    /** Calls the case of this reply. */
    <R> R match(Cases<R> cases);

    /** One method per reply. */
    interface Cases<R> {
        /** Case of {@link Done}. */
        R done(Done reply);

        /** Case of {@link Rejected}. */
        R rejected(Rejected reply);

        /** Case of {@link Placed}. */
        R placed(Placed reply);

        /** Case of {@link Names}. */
        R names(Names reply);

        /** Case of {@link Cluster}. */
        R cluster(Cluster reply);

        /** Case of {@link TabletsAdded}. */
        R tabletsAdded(TabletsAdded reply);

        /** Case of {@link SentOne}. */
        R sentOne(SentOne reply);

        /** Case of {@link Sent}. */
        R sent(Sent reply);

        /** Case of {@link Received}. */
        R received(Received reply);

        /** Case of {@link Settled}. */
        R settled(Settled reply);

        /** Case of {@link QueueDescribed}. */
        R queueDescribed(QueueDescribed reply);

        /** Case of {@link Readiness}. */
        R readiness(Readiness reply);

        /** Case of {@link Tags}. */
        R tags(Tags reply);
    }

    /** The command took effect and there is nothing to tell. */
    record Done() implements Reply {
        /** The one of its kind. */
        public static final Done DONE = new Done();

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.done(this);
        }
    }

    /**
     * No, and nothing has changed.
     *
     * @param detail what the edge needs for the text: a name, a number
     */
    record Rejected(RejectionCode code, String detail) implements Reply {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.rejected(this);
        }
    }

    /** Where a resource lives. */
    record Placed(ResourceId resource, TabletId tablet, boolean active) implements Reply {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.placed(this);
        }
    }

    /** A page of names; more says whether there are greater ones. */
    record Names(List<ResourceName> names, boolean more) implements Reply {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.names(this);
        }

        public Names {
            names = List.copyOf(names);
        }
    }

    /** A node of the cluster. */
    record Member(NodeId node, boolean draining) {}

    /**
     * A tablet of the cluster.
     *
     * @param ready true when every member has made its replica
     * @param confirmed the members that have
     */
    record Tablet(TabletId tablet, boolean ready, List<NodeId> confirmed, long resources) {
        public Tablet {
            confirmed = List.copyOf(confirmed);
        }
    }

    /** A retired resource whose rows may still be there. */
    record Retired(ResourceId resource, TabletId tablet) {}

    /**
     * The cluster as the catalog knows it; an empty id means that it is not formed.
     *
     * @param unblockable true when {@link CatalogCommand.Unblock} has something to do
     */
    record Cluster(
            String clusterId,
            String secret,
            List<Member> members,
            List<Tablet> tablets,
            List<Retired> retired,
            boolean unblockable)
            implements Reply {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.cluster(this);
        }

        public Cluster {
            members = List.copyOf(members);
            tablets = List.copyOf(tablets);
            retired = List.copyOf(retired);
        }
    }

    /** Numbers of new tablets. */
    record TabletsAdded(List<TabletId> tablets) implements Reply {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.tabletsAdded(this);
        }

        public TabletsAdded {
            tablets = List.copyOf(tablets);
        }
    }

    /** One message was appended. */
    record SentOne(long sequence) implements Reply {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sentOne(this);
        }
    }

    /** What became of the messages sent, in their order: each {@link SentOne} or {@link Rejected}. */
    record Sent(List<Reply> messages) implements Reply {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sent(this);
        }

        public Sent {
            messages = List.copyOf(messages);
        }
    }

    /**
     * A leased message.
     *
     * @param lease number of this receive of the message, which is also its receive count
     * @param sentMillis and payload: filled in by the leader when it answers, for the state keeps them
     */
    record ReceivedOne(long sequence, long lease, long firstReceivedMillis, long sentMillis, Bytes payload) {}

    /** The leased messages, perhaps none. */
    record Received(List<ReceivedOne> messages) implements Reply {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.received(this);
        }

        public Received {
            messages = List.copyOf(messages);
        }
    }

    /** What became of each receipt, in their order: each {@link Done} or {@link Rejected}. */
    record Settled(List<Reply> receipts) implements Reply {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.settled(this);
        }

        public Settled {
            receipts = List.copyOf(receipts);
        }
    }

    /** Attributes of a queue and its counters, exact at one applied index and log time. */
    record QueueDescribed(
            String name,
            SortedMap<String, String> attributes,
            long createdMillis,
            long modifiedMillis,
            long visible,
            long inFlight,
            long delayed,
            long oldestMillis)
            implements Reply {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.queueDescribed(this);
        }

        public QueueDescribed {
            attributes = new TreeMap<>(attributes);
        }
    }

    /**
     * Whether a receive would find something.
     *
     * @param exists false when there is no such resource here
     * @param ready true when something is visible now
     * @param nextDueMillis log time at which something next becomes visible; {@link Long#MAX_VALUE} if nothing will
     * @param waitMillis how long the resource's polls wait unless they say otherwise
     */
    record Readiness(boolean exists, boolean ready, long nextDueMillis, long waitMillis) implements Reply {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.readiness(this);
        }
    }

    /** The tags of a queue, by key. */
    record Tags(SortedMap<String, String> tags) implements Reply {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.tags(this);
        }

        public Tags {
            tags = new TreeMap<>(tags);
        }
    }
}
