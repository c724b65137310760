package io.sluice.node.edge.queue;

import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.BrowseFilter;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.Delivery;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupEntry;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.GroupState;
import io.sluice.node.command.MoveEntry;
import io.sluice.node.command.MoveState;
import io.sluice.node.command.Origin;
import io.sluice.node.command.PickPass;
import io.sluice.node.command.Picking;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Withheld;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A queue in memory whose time stands still: what is leased stays so until it is settled. */
final class FakeQueue implements QueueCommand.Rules<Object, Reply> {
    static final long NOW_MILLIS = 1_700_000_000_123L;

    private final String name;
    private final SortedMap<String, String> attributes = new TreeMap<>();
    private final Map<Long, Stored> messages = new LinkedHashMap<>();
    private final List<MoveEntry> moves = new ArrayList<>();
    private Optional<QueueCommand.Redrive> redrive;
    private Optional<Origin> origin = Optional.empty();
    private final SortedMap<String, String> tags = new TreeMap<>();
    private int rivals;
    private long last;
    private boolean purged;
    private String groupAnswer = "";
    private Delivery delivery = Delivery.FREE;

    /** What moves were told to pick. */
    final List<BrowseFilter> picks = new ArrayList<>();

    /** What was sent, as it came. */
    final List<QueueCommand.Send> sends = new ArrayList<>();

    FakeQueue(QueueCommand.Create create) {
        this.name = create.name();
        this.attributes.putAll(create.attributes());
        this.redrive = create.redrive();
        this.tags.putAll(create.tags());
    }

    private static final class Stored {
        private final Bytes payload;
        private long leases;
        private boolean leased;

        Stored(Bytes payload) {
            this.payload = payload;
        }
    }

    Reply describe() {
        long leased = messages.values().stream().filter(stored -> stored.leased).count();
        return new Reply.QueueDescribed(
                name, attributes, NOW_MILLIS, NOW_MILLIS + 5_000, messages.size() - leased, leased, 0, 0, 0, 0);
    }

    private boolean isFifo() {
        return attributes.containsKey("FifoQueue");
    }

    private boolean isVisible(QueueCommand.Receipt receipt) {
        return Optional.ofNullable(messages.get(receipt.sequence()))
                .filter(stored -> !stored.leased)
                .isPresent();
    }

    long visible() {
        return messages.values().stream().filter(stored -> !stored.leased).count();
    }

    @Override
    public Reply create(QueueCommand.Create command, Object turn) {
        for (Map.Entry<String, String> given : command.attributes().entrySet()) {
            if (!given.getValue().equals(attributes.get(given.getKey()))) {
                return new Reply.Rejected(RejectionCode.ATTRIBUTES_DIFFER, given.getKey());
            }
        }
        return new Reply.Done();
    }

    @Override
    public Reply configure(QueueCommand.Configure command, Object turn) {
        if (command.attributes().containsKey("RedrivePolicy")) {
            redrive = command.redrive();
        }
        command.attributes().forEach((key, value) -> {
            if (value.isEmpty()) {
                attributes.remove(key);
            } else {
                attributes.put(key, value);
            }
        });
        return new Reply.Done();
    }

    @Override
    public Reply send(QueueCommand.Send command, Object turn) {
        sends.add(command);
        long sizeMax = Long.parseLong(attributes.getOrDefault("MaximumMessageSize", "1048576"));
        List<Reply> replies = new ArrayList<>();
        boolean byContent =
                attributes.getOrDefault("ContentBasedDeduplication", "").equals("true");
        if (command.messages().stream().anyMatch(message -> message.byContent() && !byContent)) {
            return new Reply.Rejected(RejectionCode.DEDUPLICATION_REQUIRED, "");
        }
        for (QueueCommand.Outgoing message : command.messages()) {
            String key = message.key().map(QueueCommand.IdempotencyKey::key).orElse("");
            if (key.startsWith("refused")) {
                replies.add(new Reply.Rejected(
                        key.equals("refused-full") ? RejectionCode.KEYS_FULL : RejectionCode.KEY_REUSED, key));
            } else if (key.startsWith("repeated")) {
                replies.add(new Reply.SentOne(1, true));
            } else if (message.sizeBytes() > sizeMax) {
                replies.add(new Reply.Rejected(RejectionCode.MESSAGE_TOO_LONG, Long.toString(sizeMax)));
            } else {
                messages.put(++last, new Stored(message.payload()));
                replies.add(new Reply.SentOne(last));
            }
        }
        return new Reply.Sent(replies);
    }

    @Override
    public Reply receive(QueueCommand.Receive command, Object turn) {
        String limit = attributes.get("InFlightLimit");
        if (limit != null
                && messages.values().stream().filter(one -> one.leased).count() >= Long.parseLong(limit)) {
            return command.patience().waits(0)
                    ? new Reply.Received(List.of(), Withheld.QUEUE_IN_FLIGHT)
                    : new Reply.Rejected(RejectionCode.IN_FLIGHT_LIMIT, limit);
        }
        List<Reply.ReceivedOne> received = new ArrayList<>();
        messages.forEach((sequence, stored) -> {
            if (!stored.leased && received.size() < command.messagesMax()) {
                stored.leased = true;
                stored.leases++;
                received.add(new Reply.ReceivedOne(
                        sequence, stored.leases, NOW_MILLIS + 7, NOW_MILLIS, stored.payload, origin));
            }
        });
        return new Reply.Received(received);
    }

    @Override
    public Reply delete(QueueCommand.Delete command, Object turn) {
        List<Reply> replies = new ArrayList<>();
        for (QueueCommand.Receipt receipt : command.receipts()) {
            if (isFifo() && isVisible(receipt)) {
                replies.add(new Reply.Rejected(RejectionCode.RECEIPT_EXPIRED, ""));
                continue;
            }
            boolean there = messages.remove(receipt.sequence()) != null;
            replies.add(there ? new Reply.Done() : new Reply.Rejected(RejectionCode.MESSAGE_GONE, ""));
        }
        return new Reply.Settled(replies);
    }

    @Override
    public Reply changeVisibility(QueueCommand.ChangeVisibility command, Object turn) {
        List<Reply> replies = new ArrayList<>();
        for (QueueCommand.Hiding hiding : command.hidings()) {
            Stored stored = messages.get(hiding.receipt().sequence());
            if (stored == null) {
                replies.add(new Reply.Rejected(RejectionCode.MESSAGE_GONE, ""));
            } else if (isFifo() && isVisible(hiding.receipt())) {
                replies.add(new Reply.Rejected(RejectionCode.NOT_IN_FLIGHT, ""));
            } else if (hiding.visibilityMillis() == 43_200_000) {
                replies.add(new Reply.Rejected(RejectionCode.HIDDEN_TOO_LONG, "43200"));
            } else {
                stored.leased = hiding.visibilityMillis() > 0;
                replies.add(new Reply.Done());
            }
        }
        return new Reply.Settled(replies);
    }

    @Override
    public Reply tag(QueueCommand.Tag command, Object turn) {
        tags.putAll(command.tags());
        return new Reply.Done();
    }

    @Override
    public Reply untag(QueueCommand.Untag command, Object turn) {
        for (String key : command.keys()) {
            tags.remove(key);
        }
        return new Reply.Done();
    }

    @Override
    public Reply replacePolicy(QueueCommand.ReplacePolicy command, Object turn) {
        if (rivals > 0) {
            rivals--;
            return new Reply.Rejected(RejectionCode.POLICY_CHANGED, "");
        }
        String policy = attributes.getOrDefault("Policy", "");
        if (!policy.equals(command.expected())) {
            return new Reply.Rejected(RejectionCode.POLICY_CHANGED, "");
        }
        if (policy.equals(command.replacement())) {
            return new Reply.Rejected(RejectionCode.POLICY_UNCHANGED, "");
        }
        attributes.put("Policy", command.replacement());
        attributes.values().removeIf(String::isEmpty);
        return new Reply.Done();
    }

    /** So many changes of the policy find that somebody was faster. */
    void rivals(int count) {
        rivals = count;
    }

    Reply tags() {
        return new Reply.Tags(tags);
    }

    @Override
    public Reply purge(QueueCommand.Purge command, Object turn) {
        if (purged) {
            return new Reply.Rejected(RejectionCode.PURGE_IN_PROGRESS, name);
        }
        purged = true;
        messages.clear();
        return new Reply.Done();
    }

    @Override
    public Reply startMove(QueueCommand.StartMove command, Object turn) {
        command.picks().ifPresent(picks::add);
        if (moves.stream().anyMatch(move -> move.state().isUnderWay())) {
            return new Reply.Rejected(RejectionCode.MOVE_UNDER_WAY, "");
        }
        long number = moves.size() + 1L;
        String destination =
                command.destination().map(QueueCommand.Destination::name).orElse("");
        moves.add(
                0,
                new MoveEntry(
                        number,
                        MoveState.RUNNING,
                        destination,
                        command.perSecond(),
                        NOW_MILLIS,
                        messages.size(),
                        0,
                        "",
                        command.picks()
                                .map(filter -> new Picking(
                                        filter,
                                        BrowseCursor.START,
                                        7,
                                        false,
                                        List.of("orders"),
                                        PickPass.first(BrowseCursor.END, 0)))));
        return new Reply.MoveStarted(number);
    }

    @Override
    public Reply movePicked(QueueCommand.MovePicked command, Object turn) {
        return Reply.Done.DONE;
    }

    @Override
    public Reply cancelMove(QueueCommand.CancelMove command, Object turn) {
        for (MoveEntry move : moves) {
            if (move.number() == command.number() && move.state() == MoveState.RUNNING) {
                end(MoveState.CANCELLED, "");
                return new Reply.MoveCancelled(move.moved());
            }
        }
        return new Reply.Rejected(RejectionCode.MOVE_MISSING, "");
    }

    @Override
    public Reply setDelivery(QueueCommand.SetDelivery command, Object turn) {
        delivery = new Delivery(
                command.paused().map(paused -> paused ? NOW_MILLIS : 0L).orElse(delivery.pausedMillis()),
                command.limits().orElse(delivery.limits()),
                0);
        return Reply.Done.DONE;
    }

    /** Whatever is limited holds back a receive until a second from now. */
    Reply delivery() {
        Withheld reason =
                delivery.pausedMillis() != 0 ? Withheld.PAUSED : delivery.isFree() ? Withheld.NOTHING : Withheld.RATE;
        return new Reply.DeliveryDescribed(delivery, reason, reason == Withheld.RATE ? NOW_MILLIS + 1_000 : 0);
    }

    @Override
    public Reply changeGroups(QueueCommand.ChangeGroups command, Object turn) {
        return switch (groupAnswer) {
            case "" ->
                new Reply.GroupChanged(
                        3,
                        command.change() instanceof GroupChange.Skip
                                ? Optional.of(Origin.at(command.queue(), 5))
                                : Optional.empty());
            default -> new Reply.Rejected(RejectionCode.valueOf(groupAnswer), "g");
        };
    }

    /** One group, and another page whatever is asked. */
    Reply groups(Query.ListGroups query) {
        GroupEntry group = new GroupEntry(
                "after-" + query.after(),
                query.state().orElse(GroupState.BLOCKED),
                2,
                1,
                0,
                Optional.of(Origin.at(query.queue(), 5)),
                3,
                NOW_MILLIS,
                NOW_MILLIS + 1_000);
        return new Reply.Groups(
                new GroupPolicy(GroupPolicy.Action.PARK, 4), 9, List.of(group), query.after() + query.groupsMax());
    }

    /** What is done to groups is refused with this code from now on. */
    void refuseGroups(RejectionCode code) {
        groupAnswer = code.name();
    }

    /** The newest move ends so. */
    void end(MoveState state, String failure) {
        MoveEntry move = moves.remove(0);
        moves.add(
                0,
                new MoveEntry(
                        move.number(),
                        state,
                        move.destination(),
                        move.perSecond(),
                        move.startedMillis(),
                        move.toMove(),
                        move.moved(),
                        failure,
                        move.picking()));
    }

    Reply moves() {
        return new Reply.Moves(moves);
    }

    /** Where its dead letters go. */
    Optional<QueueCommand.Redrive> redrive() {
        return redrive;
    }

    /** What is received from now on came from elsewhere. */
    void arriveFrom(Origin other) {
        origin = Optional.of(other);
    }
}
