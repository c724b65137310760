package io.sluice.node.golden;

import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.BrowseFilter;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.Command;
import io.sluice.node.command.Patience;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.Limits;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceKind;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Commands and queries of the lines of a script. */
final class Actions {
    private static final String ACCOUNT = "000000000000";

    private final Function<String, ResourceId> queues;
    private final MoveActions moves;
    private final ScheduleActions schedules;
    private final GroupActions groups;
    private final DeliveryActions delivery;

    Actions(Function<String, ResourceId> queues) {
        this.queues = queues;
        this.moves = new MoveActions(queues);
        this.schedules = new ScheduleActions(queues);
        this.groups = new GroupActions(queues);
        this.delivery = new DeliveryActions(queues);
    }

    Optional<Query> query(Words words) {
        return switch (words.verb()) {
            case "describe" -> Optional.of(new Query.DescribeQueue(queue(words)));
            case "peek" -> Optional.of(new Query.Peek(queue(words)));
            case "locate" -> Optional.of(new Query.Locate(name(words)));
            case "list" ->
                Optional.of(new Query.ListNames(
                        ResourceKind.QUEUE,
                        words.find("account").orElse(ACCOUNT),
                        words.find("prefix").orElse(""),
                        words.find("after").orElse(""),
                        words.number("max", 1000)));
            case "tags" -> Optional.of(new Query.ListTags(queue(words)));
            case "browse" -> Optional.of(browse(words));
            case "graves" -> Optional.of(new Query.Graves(browse(words)));
            case "cluster" -> Optional.of(new Query.DescribeCluster());
            default ->
                moves.query(words)
                        .or(() -> schedules.query(words))
                        .or(() -> groups.query(words))
                        .or(() -> delivery.query(words))
                        .or(() -> KeyActions.query(words));
        };
    }

    private Query.Browse browse(Words words) {
        List<BrowsedState> states = words.has("state")
                ? words.list("state").stream().map(BrowsedState::valueOf).toList()
                : List.of();
        List<Long> from = words.has("from")
                ? words.list("from").stream().map(Long::parseLong).toList()
                : List.of(1L, 1L, 1L);
        return new Query.Browse(
                queue(words),
                new BrowseFilter(
                        states,
                        words.find("group").orElse(""),
                        words.millis("older").orElse(0L),
                        words.millis("newer").orElse(Long.MAX_VALUE),
                        words.find("where").orElse(""),
                        moves.selection(words)),
                new BrowseCursor(from.get(0), from.get(1), from.get(2)),
                words.has("newest") ? OptionalLong.of(words.number("newest", 0)) : OptionalLong.empty(),
                words.number("max", 100),
                words.number("bytes", 1000),
                words.number("scan", 1000));
    }

    Command command(Words words) {
        return switch (words.verb()) {
            case "create" ->
                new QueueCommand.Create(
                        queue(words), words.text("queue"), words.attributes(), words.tags(), moves.redrive(words));
            case "configure" -> new QueueCommand.Configure(queue(words), words.attributes(), moves.redrive(words));
            case "send" -> send(words);
            case "receive" -> receive(words);
            case "delete" -> new QueueCommand.Delete(queue(words), words.receipts(), words.has("strict"));
            case "hide" -> hide(words);
            case "purge" -> new QueueCommand.Purge(queue(words));
            case "tag" -> new QueueCommand.Tag(queue(words), words.tags());
            case "untag" -> new QueueCommand.Untag(queue(words), words.list("keys"));
            case "policy" -> new QueueCommand.ReplacePolicy(queue(words), words.text("from"), words.text("to"));
            case "drop" -> new TabletCommand.DropResource(queue(words));
            case "sweep" -> new TabletCommand.Sweep(queue(words));
            default ->
                moves.command(words)
                        .or(() -> schedules.command(words))
                        .or(() -> groups.command(words))
                        .or(() -> delivery.command(words))
                        .orElseGet(() -> catalog(words));
        };
    }

    private static Command catalog(Words words) {
        return switch (words.verb()) {
            case "form" ->
                new CatalogCommand.Form(
                        words.find("id").orElse("cluster"),
                        words.find("secret").orElse("00ff"),
                        words.list("nodes").stream().map(NodeId::new).toList(),
                        words.number("tablets", 1));
            case "reserve" -> new CatalogCommand.Reserve(name(words));
            case "activate" -> new CatalogCommand.Activate(resource(words));
            case "retire" -> new CatalogCommand.Retire(resource(words));
            case "forget" -> new CatalogCommand.Forget(resource(words));
            case "add-tablets" -> new CatalogCommand.AddTablets(words.number("count", 1));
            case "confirm" ->
                new CatalogCommand.ConfirmReplica(
                        new TabletId(words.number("tablet", 1)), new NodeId(words.text("node")));
            case "drain" ->
                new CatalogCommand.SetDraining(
                        new NodeId(words.text("node")),
                        words.find("on").orElse("true").equals("true"));
            case "reserve-move" -> new CatalogCommand.ReserveMove(resource(words));
            case "unblock" -> new CatalogCommand.Unblock();
            default -> KeyActions.command(words);
        };
    }

    private Command send(Words words) {
        OptionalLong delayMillis = words.millis("delay").map(OptionalLong::of).orElseGet(OptionalLong::empty);
        List<String> bodies = words.list("body");
        List<QueueCommand.Outgoing> messages = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            String body = bodies.get(i);
            String group = each(words, "group", i);
            String id = each(words, "id", i);
            boolean byContent = !group.isEmpty() && id.isEmpty();
            messages.add(new QueueCommand.Outgoing(
                    Words.bytes(body),
                    words.number("size", body.length()),
                    delayMillis,
                    group,
                    byContent ? "hash-of-" + body : id,
                    byContent,
                    ttl(words),
                    key(words, each(words, "key", i), body),
                    priority(words, i)));
        }
        return new QueueCommand.Send(queue(words), messages);
    }

    static OptionalLong ttl(Words words) {
        return words.millis("ttl").map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** What is sent under a key is told by its body. */
    static Optional<QueueCommand.IdempotencyKey> key(Words words, String key, String body) {
        OptionalLong windowMillis = words.millis("window").map(OptionalLong::of).orElseGet(OptionalLong::empty);
        return key.isEmpty()
                ? Optional.empty()
                : Optional.of(new QueueCommand.IdempotencyKey(key, windowMillis, Words.bytes(body)));
    }

    private static int priority(Words words, int message) {
        String priority = each(words, "priority", message);
        return priority.isEmpty() ? Limits.PRIORITY_DEFAULT : Integer.parseInt(priority);
    }

    /** The value for one of several messages: the last given one is that of all others; a hyphen stands for none. */
    private static String each(Words words, String name, int message) {
        if (!words.has(name)) {
            return "";
        }
        List<String> values = words.list(name);
        String value = values.get(Math.min(message, values.size() - 1));
        return value.equals("-") ? "" : value;
    }

    private Command receive(Words words) {
        OptionalLong visibilityMillis =
                words.millis("visibility").map(OptionalLong::of).orElseGet(OptionalLong::empty);
        return new QueueCommand.Receive(
                queue(words),
                words.number("max", 10),
                visibilityMillis,
                patience(words),
                words.find("attempt").orElse(""),
                words.find("consumer").orElse(""));
    }

    private static Patience patience(Words words) {
        if (words.has("unsaid")) {
            return Patience.AS_THE_QUEUE;
        }
        return words.has("patient") ? Patience.LONG : Patience.SHORT;
    }

    private Command hide(Words words) {
        long millis = Words.duration(words.text("for"));
        return new QueueCommand.ChangeVisibility(
                queue(words),
                words.receipts().stream()
                        .map(receipt -> new QueueCommand.Hiding(receipt, millis))
                        .toList(),
                words.has("strict"),
                words.find("reason").orElse(""));
    }

    private ResourceId queue(Words words) {
        return queues.apply(words.text("queue"));
    }

    private static ResourceName name(Words words) {
        return new ResourceName(ResourceKind.QUEUE, words.find("account").orElse(ACCOUNT), words.text("name"));
    }

    private static ResourceId resource(Words words) {
        return new ResourceId(words.number("resource", 0));
    }
}
