package io.sluice.node.sim;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.DeliveryLimits;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.Patience;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Hiding;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.Rate;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What clients ask for, drawn from a seed and from what they were answered. */
final class Workload {
    /** Queues that are used at a time; a dropped one is followed by another. */
    private static final int QUEUES = 2;

    /** Few enough to be in one another's way. */
    static final List<String> GROUPS = List.of("a", "a", "a", "b", "b", "c", "d", "e", "f");

    private static final List<String> ATTEMPTS = List.of("one", "two", "three");

    private final Chance chance;
    private final List<ResourceId> queues = new ArrayList<>();
    private final Map<ResourceId, List<Receipt>> receipts = new HashMap<>();
    private final int batchMax;
    private long lastQueue;
    private long lastMessage;

    Workload(long seed, int batchMax) {
        chance = new Chance(seed);
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
        ResourceId queue = chance.one(queues);
        int what = chance.below(1000);
        if (what < 330) {
            return send(queue);
        }
        if (what < 660) {
            return receive(queue);
        }
        if (what < 810) {
            return delete(queue);
        }
        if (what < 888) {
            return hide(queue);
        }
        if (what < 900) {
            return delivery(queue);
        }
        if (what < 920) {
            return new TabletCommand.Sweep(queue);
        }
        if (what < 950) {
            return new QueueCommand.ChangeGroups(queue, groupChange(queue));
        }
        if (what < 965) {
            return new QueueCommand.Configure(queue, attributes(queue));
        }
        if (what < 970) {
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
        ResourceId queue = chance.one(queues);
        return chance.percent(10)
                ? new Query.ListTags(queue)
                : chance.percent(50) ? new Query.DescribeQueue(queue) : new Query.Peek(queue);
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
    private static boolean isFifo(ResourceId queue) {
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
            maybe(attributes, 50, "MessagePriorities", List.of("true", "true", "true", "false", ""));
        }
        maybe(attributes, 50, "VisibilityTimeout", List.of("0", "1", "5", "20", "43200", ""));
        maybe(attributes, 30, "DelaySeconds", List.of("0", "1", "5", "900", ""));
        maybe(attributes, 40, "MessageRetentionPeriod", List.of("60", "60", "90", "345600", ""));
        maybe(attributes, 30, "InFlightLimit", List.of("1", "5", "12", ""));
        maybe(attributes, 20, "IdempotencyWindow", List.of("5", "60", ""));
        maybe(attributes, 20, "MaximumMessageSize", List.of("1024", "1048576", ""));
        maybe(attributes, 20, "ReceiveMessageWaitTimeSeconds", List.of("0", "20", ""));
        return attributes;
    }

    private void maybe(Map<String, String> attributes, int percent, String name, List<String> values) {
        if (chance.percent(percent)) {
            attributes.put(name, chance.one(values));
        }
    }

    private Command send(ResourceId queue) {
        List<Outgoing> messages = new ArrayList<>();
        int count = chance.percent(50) ? 1 : 1 + chance.below(batchMax);
        for (int i = 0; i < count; i++) {
            byte[] body = ("m" + ++lastMessage).getBytes(StandardCharsets.UTF_8);
            int sizeBytes = chance.percent(90) ? body.length : chance.one(List.of(1024, 1025, 1 << 20, (1 << 20) + 1));
            messages.add(maybeKeyed(maybeMortal(isFifo(queue) ? inGroup(body, sizeBytes) : ofTenant(body, sizeBytes))));
        }
        return new QueueCommand.Send(queue, messages);
    }

    /** A lifetime that is often shorter than what is done with the message. */
    private Outgoing maybeMortal(Outgoing message) {
        return new Outgoing(
                message.payload(),
                message.sizeBytes(),
                message.delayMillis(),
                message.groupId(),
                message.deduplicationId(),
                message.byContent(),
                millis(20, List.of(1L, 1_000L, 5_000L, 20_000L, 60_000L, 61_000L)),
                message.key(),
                message.priority());
    }

    /** A key that is often used before, mostly for the same. */
    private Outgoing maybeKeyed(Outgoing message) {
        if (chance.percent(80)) {
            return message;
        }
        Bytes content = new Bytes(new byte[] {(byte) (chance.percent(80) ? 0 : 1)});
        OptionalLong windowMillis = millis(70, List.of(1L, 2_000L, 20_000L, 60_000L));
        return new Outgoing(
                message.payload(),
                message.sizeBytes(),
                message.delayMillis(),
                message.groupId(),
                message.deduplicationId(),
                message.byContent(),
                message.ttlMillis(),
                Optional.of(new QueueCommand.IdempotencyKey("k" + chance.below(8), windowMillis, content)),
                message.priority());
    }

    /** Half have no tenant, and most no priority. */
    private Outgoing ofTenant(byte[] body, int sizeBytes) {
        String tenant = chance.percent(50) ? "" : chance.one(GROUPS);
        int priority = chance.percent(70) ? 4 : chance.one(List.of(0, 1, 5, 9));
        return new Outgoing(
                new Bytes(body),
                sizeBytes,
                delay(),
                tenant,
                "",
                false,
                OptionalLong.empty(),
                Optional.empty(),
                priority);
    }

    private OptionalLong delay() {
        return millis(20, List.of(0L, 1L, 1_000L, 7_000L, 900_000L));
    }

    /** Some repeat an id that may be remembered, and few have no group. */
    private Outgoing inGroup(byte[] body, int sizeBytes) {
        String group = chance.percent(1) ? "" : chance.one(GROUPS);
        boolean byContent = chance.percent(5);
        long id = chance.percent(20) ? Math.max(1, lastMessage - chance.below(40)) : lastMessage;
        String deduplicationId = (byContent ? "hash" : "id") + id;
        return new Outgoing(new Bytes(body), sizeBytes, OptionalLong.empty(), group, deduplicationId, byContent);
    }

    private Command receive(ResourceId queue) {
        return new QueueCommand.Receive(
                queue,
                chance.percent(50) ? 1 + chance.below(3) : 1 + chance.below(2 * batchMax),
                millis(40, List.of(0L, 1L, 500L, 2_000L, 30_000L, 43_200_000L)),
                chance.one(List.of(Patience.values())),
                isFifo(queue) && chance.percent(30) ? chance.one(ATTEMPTS) : "",
                "");
    }

    private GroupChange groupChange(ResourceId queue) {
        String group = chance.one(GROUPS);
        return switch (chance.below(8)) {
            case 0 -> new GroupChange.SetPolicy(new GroupPolicy(GroupPolicy.Action.PARK, 1 + chance.below(3)));
            case 1 ->
                new GroupChange.SetPolicy(
                        chance.percent(50) ? GroupPolicy.AWS : new GroupPolicy(GroupPolicy.Action.SKIP, 2));
            case 2 -> new GroupChange.Park(group);
            case 3, 4 -> new GroupChange.Resume(group);
            case 5 -> new GroupChange.Skip(group, chance.percent(80));
            default -> new GroupChange.Release(receipt(queue).orElse(new Receipt(1 + chance.below(20), 1)));
        };
    }

    /** Mostly so that something comes through. */
    private Command delivery(ResourceId queue) {
        if (chance.percent(60)) {
            return new QueueCommand.SetDelivery(queue, Optional.of(chance.percent(30)), Optional.empty());
        }
        Optional<Rate> rate = chance.percent(50)
                ? Optional.empty()
                : Optional.of(chance.one(List.of(new Rate(1, 1), new Rate(7, 3), new Rate(30, 1), new Rate(10, 60))));
        long inFlightMax = chance.percent(60) ? 0 : 1 + chance.below(20);
        boolean ofGroups = !isFifo(queue) && chance.percent(40);
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

    private OptionalLong millis(int percent, List<Long> values) {
        return chance.percent(percent) ? OptionalLong.of(chance.one(values)) : OptionalLong.empty();
    }
}
