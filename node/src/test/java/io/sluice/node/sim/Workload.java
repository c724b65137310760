package io.sluice.node.sim;

import io.sluice.node.command.Command;
import io.sluice.node.command.DeliveryLimits;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.Patience;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Hiding;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.Rate;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.ResourceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What clients ask for, drawn from a seed and from what they were answered. */
final class Workload {
    /** Queues that are used at a time; a dropped one is followed by another. */
    private static final int QUEUES = 2;

    /** Few enough to be in one another's way. */
    static final List<String> GROUPS = List.of("a", "a", "a", "b", "b", "c", "d", "e", "f");

    private static final List<String> ATTEMPTS = List.of("one", "two", "three");

    /** Who receive; one gives no name. */
    private static final List<String> CONSUMERS = List.of("", "ada", "bob");

    private final Chance chance;
    private final Looks looks;
    private final Sends sends;
    private final List<ResourceId> queues = new ArrayList<>();
    private final Map<ResourceId, List<Receipt>> receipts = new HashMap<>();
    /** The first of the newest batch that came from each queue. */
    private final Map<ResourceId, Receipt> heads = new HashMap<>();

    private final int batchMax;
    /** What is to be asked for before anything else. */
    private final Deque<Command> next = new ArrayDeque<>();

    private long lastQueue;

    Workload(long seed, int batchMax) {
        chance = new Chance(seed);
        looks = new Looks(chance);
        sends = new Sends(chance, batchMax);
        this.batchMax = batchMax;
    }

    /** What to begin with: the queues. */
    List<Command> begin() {
        List<Command> commands = new ArrayList<>();
        while (queues.size() < QUEUES) {
            commands.add(create());
        }
        return commands;
    }

    Command command() {
        if (!next.isEmpty()) {
            return next.remove();
        }
        ResourceId queue = chance.one(queues);
        int what = chance.below(1000);
        if (what < 315) {
            return sends.one(queue);
        }
        if (what < 640) {
            return receive(queue);
        }
        if (what < 790) {
            return delete(queue);
        }
        if (what < 855) {
            return hide(queue);
        }
        if (what < 874) {
            return delivery(queue);
        }
        if (what < 890) {
            return new TabletCommand.Sweep(queue);
        }
        if (what < 942) {
            return new QueueCommand.ChangeGroups(queue, groupChange(queue));
        }
        if (what < 957) {
            return new QueueCommand.Configure(queue, attributes(queue));
        }
        if (what < 962) {
            return label(queue);
        }
        if (what < 980) {
            return new QueueCommand.Purge(queue);
        }
        if (what < 992) {
            return create(queue);
        }
        return chance.percent(50) ? create() : drop(queue);
    }

    Query query() {
        return looks.one(chance.one(queues));
    }

    /** What is asked for in the same moment: what is sent while a queue is purged comes before it or after. */
    Optional<Command> beside(Command command) {
        return command instanceof QueueCommand.Purge purge ? Optional.of(sends.one(purge.queue())) : Optional.empty();
    }

    /** What a client does between two calls. */
    long thinkMillis() {
        int what = chance.below(100);
        return what < 60 ? chance.below(50) : what < 90 ? chance.below(3_000) : chance.below(40_000);
    }

    /** A reply reached its client. */
    void learn(Command command, Reply reply) {
        if (command instanceof QueueCommand.Receive receive && reply instanceof Reply.Received received) {
            List<Receipt> known = receipts.computeIfAbsent(receive.queue(), unused -> new ArrayList<>());
            received.messages().forEach(one -> known.add(new Receipt(one.sequence(), one.lease())));
            received.messages().stream()
                    .findFirst()
                    .ifPresent(one -> received(receive, new Receipt(one.sequence(), one.lease())));
        }
    }

    /** Who got something from a FIFO queue may soon give it back, or ask for it again. */
    private void received(QueueCommand.Receive receive, Receipt first) {
        heads.put(receive.queue(), first);
        if (isFifo(receive.queue()) && chance.percent(15)) {
            next.add(new QueueCommand.ChangeGroups(receive.queue(), new GroupChange.Release(first)));
        } else if (!receive.attemptId().isEmpty() && chance.percent(15)) {
            next.add(receive);
        }
    }

    private Command create() {
        ResourceId queue = new ResourceId(++lastQueue);
        queues.add(queue);
        if (queues.size() > QUEUES + 1) {
            queues.remove(0);
        }
        return create(queue);
    }

    private Command create(ResourceId queue) {
        SortedMap<String, String> attributes = attributes(queue);
        attributes.values().removeIf(String::isEmpty);
        if (isFifo(queue)) {
            attributes.put("FifoQueue", "true");
        }
        return new QueueCommand.Create(queue, "q" + queue.value(), attributes, new TreeMap<>());
    }

    private Command drop(ResourceId queue) {
        if (queues.size() > 1) {
            queues.remove(queue);
        }
        return new TabletCommand.DropResource(queue);
    }

    /** Every other one. */
    static boolean isFifo(ResourceId queue) {
        return queue.value() % 2 == 0;
    }

    /** What is changed about a queue and changes nothing for its messages. */
    private Command label(ResourceId queue) {
        List<String> policies = List.of("", "{a}", "{b}");
        return switch (chance.below(3)) {
            case 0 -> {
                SortedMap<String, String> tags = new TreeMap<>();
                int first = chance.below(60);
                for (int i = first + chance.below(30); i >= first; i--) {
                    tags.put("tag" + i, Integer.toString(chance.below(2)));
                }
                yield new QueueCommand.Tag(queue, tags);
            }
            case 1 -> new QueueCommand.Untag(queue, List.of("tag" + chance.below(60), "tag" + chance.below(60)));
            default -> new QueueCommand.ReplacePolicy(queue, chance.one(policies), chance.one(policies));
        };
    }

    private SortedMap<String, String> attributes(ResourceId queue) {
        SortedMap<String, String> attributes = new TreeMap<>();
        if (isFifo(queue)) {
            maybe(attributes, 50, "ContentBasedDeduplication", List.of("true", "true", "false", ""));
            maybe(attributes, 30, "DeduplicationScope", List.of("queue", "messageGroup", ""));
        } else {
            maybe(attributes, 70, "MessagePriorities", List.of("true", "true", "true", "false", ""));
        }
        maybe(attributes, 50, "VisibilityTimeout", List.of("0", "1", "5", "20", "43200", ""));
        maybe(attributes, 30, "DelaySeconds", List.of("0", "1", "5", "900", ""));
        maybe(attributes, 40, "MessageRetentionPeriod", List.of("60", "60", "90", "345600", ""));
        maybe(attributes, 30, "InFlightLimit", List.of("1", "5", "12", ""));
        maybe(attributes, 20, "IdempotencyWindow", List.of("5", "60", ""));
        maybe(attributes, 20, "MaximumMessageSize", List.of("1024", "1048576", ""));
        maybe(attributes, 20, "ReceiveMessageWaitTimeSeconds", List.of("0", "20", ""));
        maybe(attributes, 20, "TraceRetentionPeriod", List.of("60", "3600", ""));
        return attributes;
    }

    private void maybe(Map<String, String> attributes, int percent, String name, List<String> values) {
        if (chance.percent(percent)) {
            attributes.put(name, chance.one(values));
        }
    }

    private Command receive(ResourceId queue) {
        return new QueueCommand.Receive(
                queue,
                chance.percent(50) ? 1 + chance.below(3) : 1 + chance.below(2 * batchMax),
                chance.millis(40, List.of(0L, 1L, 500L, 2_000L, 30_000L, 43_200_000L)),
                chance.one(List.of(Patience.values())),
                isFifo(queue) && chance.percent(30) ? chance.one(ATTEMPTS) : "",
                chance.one(CONSUMERS));
    }

    private GroupChange groupChange(ResourceId queue) {
        String group = chance.one(GROUPS);
        return switch (chance.below(14)) {
            case 0, 13 -> new GroupChange.SetPolicy(new GroupPolicy(GroupPolicy.Action.PARK, 1 + chance.below(3)));
            case 1 ->
                new GroupChange.SetPolicy(
                        chance.percent(50) ? GroupPolicy.AWS : new GroupPolicy(GroupPolicy.Action.SKIP, 2));
            case 2 -> new GroupChange.Park(group);
            case 3, 4 -> new GroupChange.Resume(group);
            case 5 -> new GroupChange.Skip(group, chance.percent(80));
            default -> new GroupChange.Release(released(queue).orElse(new Receipt(1 + chance.below(20), 1)));
        };
    }

    private Optional<Receipt> released(ResourceId queue) {
        return chance.percent(50) ? Optional.ofNullable(heads.get(queue)) : receipt(queue);
    }

    /** Mostly so that something comes through. */
    private Command delivery(ResourceId queue) {
        if (chance.percent(45)) {
            return new QueueCommand.SetDelivery(queue, Optional.of(chance.percent(30)), Optional.empty());
        }
        Optional<Rate> rate = chance.percent(50)
                ? Optional.empty()
                : Optional.of(chance.one(List.of(new Rate(1, 1), new Rate(7, 3), new Rate(30, 1), new Rate(10, 60))));
        long inFlightMax = chance.percent(60) ? 0 : 1 + chance.below(20);
        boolean ofGroups = chance.percent(50);
        Optional<Rate> groupRate = ofGroups
                ? Optional.of(chance.one(List.of(new Rate(1, 1), new Rate(3, 1), new Rate(6, 60))))
                : Optional.empty();
        DeliveryLimits limits = new DeliveryLimits(rate, inFlightMax, groupRate, ofGroups ? chance.below(4) : 0);
        return new QueueCommand.SetDelivery(queue, Optional.empty(), Optional.of(limits));
    }

    private Command delete(ResourceId queue) {
        List<Receipt> chosen = new ArrayList<>();
        for (int i = 1 + chance.below(4); i > 0; i--) {
            receipt(queue).ifPresent(chosen::add);
        }
        return new QueueCommand.Delete(queue, chosen, chance.percent(25));
    }

    private Command hide(ResourceId queue) {
        List<Hiding> chosen = new ArrayList<>();
        for (int i = 1 + chance.below(3); i > 0; i--) {
            receipt(queue)
                    .ifPresent(receipt -> chosen.add(
                            new Hiding(receipt, chance.one(List.of(0L, 0L, 1L, 3_000L, 60_000L, 43_200_000L)))));
        }
        return new QueueCommand.ChangeVisibility(queue, chosen, chance.percent(25), "");
    }

    /** A receipt that somebody got: often a late one, sometimes an old one, used or not. */
    private Optional<Receipt> receipt(ResourceId queue) {
        List<Receipt> known = receipts.getOrDefault(queue, List.of());
        if (known.isEmpty()) {
            return Optional.empty();
        }
        int recent = chance.percent(70) ? Math.min(10, known.size()) : known.size();
        return Optional.of(known.get(known.size() - 1 - chance.below(recent)));
    }
}
