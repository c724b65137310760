package io.sluice.node.command;

import io.sluice.node.model.NodeId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that a machine can answer; to say no is an answer too. */
public sealed interface Reply {
    /** Calls the case of this reply. */
    <R> R match(ReplyCases<R> cases);

    /** The command took effect and there is nothing to tell. */
    record Done() implements Reply {
        /** The one of its kind. */
        public static final Done DONE = new Done();

        @Override
        public <R> R match(ReplyCases<R> cases) {
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
        public <R> R match(ReplyCases<R> cases) {
            return cases.rejected(this);
        }
    }

    /** Where a resource lives. */
    record Placed(ResourceId resource, TabletId tablet, boolean active) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.placed(this);
        }
    }

    /** A page of names; more says whether there are greater ones. */
    record Names(List<ResourceName> names, boolean more) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.names(this);
        }

        public Names {
            names = List.copyOf(names);
        }
    }

    /** Access keys, in order of id; more says whether there are greater ones. */
    record Keys(List<AccessKey> keys, boolean more) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.keys(this);
        }

        public Keys {
            keys = List.copyOf(keys);
        }
    }

    /** A node of the cluster. */
    record Member(NodeId node, boolean draining) {}

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
            List<KnownTablet> tablets,
            List<Retired> retired,
            boolean unblockable)
            implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
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
        public <R> R match(ReplyCases<R> cases) {
            return cases.tabletsAdded(this);
        }

        public TabletsAdded {
            tablets = List.copyOf(tablets);
        }
    }

    /**
     * One message was appended.
     *
     * @param replayed true for the answer of an earlier send under the same idempotency key
     */
    record SentOne(long sequence, boolean replayed) implements Reply {
        /** One message was appended now. */
        public SentOne(long sequence) {
            this(sequence, false);
        }

        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.sentOne(this);
        }
    }

    /** What became of the messages sent, in their order: each {@link SentOne} or {@link Rejected}. */
    record Sent(List<Reply> messages) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.sent(this);
        }

        public Sent {
            messages = List.copyOf(messages);
        }
    }

    /** What a look counts, by reason and queue; the greatest first. */
    record Graves(List<Grave> graves, BrowseCursor next, boolean more, long scanned, long failed, long atMillis)
            implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.graves(this);
        }

        public Graves {
            graves = List.copyOf(graves);
        }
    }

    /**
     * A move that picks its messages goes on from here, by {@link QueueCommand.MovePicked}.
     *
     * @param most so many may leave now
     */
    record Pick(long number, Picking picking, int most) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.pick(this);
        }
    }

    /**
     * A leased message.
     *
     * @param lease number of this receive of the message, which is also its receive count
     * @param sentMillis and payload and origin: filled in by the leader when it answers, for the state keeps them
     * @param origin present when the message was sent to another queue
     */
    record ReceivedOne(
            long sequence,
            long lease,
            long firstReceivedMillis,
            long sentMillis,
            Bytes payload,
            Optional<Origin> origin) {
        /** A message that was sent to the queue that it is received from. */
        public ReceivedOne(long sequence, long lease, long firstReceivedMillis, long sentMillis, Bytes payload) {
            this(sequence, lease, firstReceivedMillis, sentMillis, payload, Optional.empty());
        }
    }

    /** The leased messages, perhaps none, and what kept others back. */
    record Received(List<ReceivedOne> messages, Withheld withheld) implements Reply {
        /** Nothing was kept back. */
        public Received(List<ReceivedOne> messages) {
            this(messages, Withheld.NOTHING);
        }

        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.received(this);
        }

        public Received {
            messages = List.copyOf(messages);
        }
    }

    /** What became of each receipt, in their order: each {@link Done} or {@link Rejected}. */
    record Settled(List<Reply> receipts) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.settled(this);
        }

        public Settled {
            receipts = List.copyOf(receipts);
        }
    }

    /**
     * Attributes of a queue and its counters, exact at one applied index and log time.
     *
     * @param keys idempotency keys that it remembers
     * @param withheld messages that are visible and may not be had now, by what the owner has set, as far as settled
     */
    record QueueDescribed(
            String name,
            SortedMap<String, String> attributes,
            long createdMillis,
            long modifiedMillis,
            long visible,
            long inFlight,
            long delayed,
            long oldestMillis,
            long keys,
            long withheld)
            implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
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
        public <R> R match(ReplyCases<R> cases) {
            return cases.readiness(this);
        }
    }

    /** Which parcels of those that came were refused, by sequence; the others were taken, now or before. */
    record Accepted(List<Long> refused) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.accepted(this);
        }

        public Accepted {
            refused = List.copyOf(refused);
        }
    }

    /** A move has begun; its number counts the moves out of its queue from 1. */
    record MoveStarted(long number) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.moveStarted(this);
        }
    }

    /** A move was stopped after so many messages had arrived. */
    record MoveCancelled(long moved) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.moveCancelled(this);
        }
    }

    /**
     * Message groups were changed by hand.
     *
     * @param messages how many messages it was done to
     * @param skipped the message that was taken out of its group, if one was
     */
    record GroupChanged(long messages, Optional<Origin> skipped) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.groupChanged(this);
        }
    }

    /**
     * How a queue gives its messages.
     *
     * @param withheld what would hold back a receive now
     * @param nextMillis log time at which its rate lets the next message go; 0 when it holds none back
     */
    record DeliveryDescribed(Delivery delivery, Withheld withheld, long nextMillis) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.deliveryDescribed(this);
        }
    }

    /**
     * A page of message groups.
     *
     * @param parked how many groups of the queue are parked
     * @param next the last number that was looked at, if there may be more; else 0
     */
    record Groups(GroupPolicy policy, long parked, List<GroupEntry> groups, long next) implements Reply {
        public Groups {
            groups = List.copyOf(groups);
        }

        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.groups(this);
        }
    }

    /** Moves out of a queue, newest first. */
    record Moves(List<MoveEntry> moves) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.moves(this);
        }

        public Moves {
            moves = List.copyOf(moves);
        }
    }

    /** A move under way out of a resource, or schedules of one, and the log time of the next step. */
    record Moving(ResourceId resource, long nextMillis) {}

    /** What a tablet's leader has to go on with: tablets that parcels wait for, moves, and schedules. */
    record Unfinished(List<TabletId> destinations, List<Moving> moving, List<Moving> scheduled) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.unfinished(this);
        }

        public Unfinished {
            destinations = List.copyOf(destinations);
            moving = List.copyOf(moving);
            scheduled = List.copyOf(scheduled);
        }
    }

    /** Parcels that wait for a tablet; their sequences follow upon the first one's. */
    record Parcels(long first, List<Parcel> parcels) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.parcels(this);
        }

        public Parcels {
            parcels = List.copyOf(parcels);
        }
    }

    /** The tags of a queue, by key. */
    record Tags(SortedMap<String, String> tags) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.tags(this);
        }

        public Tags {
            tags = new TreeMap<>(tags);
        }
    }

    /** A schedule was made or changed, and sends next at that time. */
    record Scheduled(String id, long dueMillis) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.scheduled(this);
        }
    }

    /** Schedules of a queue, by due time; more says whether there are later ones, total how many there are in all. */
    record Schedules(List<ScheduleEntry> entries, boolean more, long total) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.schedules(this);
        }

        public Schedules {
            entries = List.copyOf(entries);
        }
    }

    /** So many due times were dealt with. */
    record Ran(long runs) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.ran(this);
        }
    }

    /** What befell a message, in order; kept says whether its queue keeps traces. */
    record Traced(boolean kept, List<TraceEvent> events) implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.traced(this);
        }

        public Traced {
            events = List.copyOf(events);
        }
    }

    /**
     * What was seen in a queue at one applied index.
     *
     * @param next where to go on
     * @param more whether something is left behind that
     * @param scanned messages looked at
     * @param failed of those, messages that the expression failed on
     * @param atMillis log time of the look
     */
    record Browsed(
            List<BrowseEntry> messages, BrowseCursor next, boolean more, long scanned, long failed, long atMillis)
            implements Reply {
        @Override
        public <R> R match(ReplyCases<R> cases) {
            return cases.browsed(this);
        }

        public Browsed {
            messages = List.copyOf(messages);
        }
    }
}
