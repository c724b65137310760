package io.sluice.node.sim;

import io.sluice.node.command.Entry;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Outcome;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges every reply of a tablet of queues, entry by entry in log order, by the contract of Amazon SQS
 * and what the engine promises beside it. Where the contract leaves a choice, such as which visible
 * messages a receive gets, it takes the machine's choice over.
 */
final class QueueOracle implements Judge {
    private static final long REPLY_KEPT_MILLIS = 120_000;

    private final SortedMap<ResourceId, QueueModel> queues = new TreeMap<>();
    private final Map<RequestId, Kept> kept = new HashMap<>();
    private final Coverage coverage = new Coverage();
    private long nowMillis;

    private record Kept(long millis, Reply reply) {}

    long nowMillis() {
        return nowMillis;
    }

    SortedMap<ResourceId, QueueModel> queues() {
        return queues;
    }

    Coverage.Counts coverage() {
        return coverage.counts();
    }

    @Override
    public void applied(Entry entry, Outcome outcome, List<Reply> filled, ReplicaStore rows) {
        queues.values().forEach(queue -> queue.touched.clear());
        nowMillis = Math.max(nowMillis, entry.stampMillis());
        rows.read(view -> {
            SortedMap<ResourceId, QueueModel> before = about(entry);
            before.keySet().removeAll(removing(entry));
            before.forEach((id, queue) -> new Aftermath(view, id, queue, nowMillis).kept());
            replies(entry, outcome, filled);
            about(entry).forEach((id, queue) -> {
                new Aftermath(view, id, queue, nowMillis).check();
                coverage.add(queue.touched);
            });
            return true;
        });
        hints(entry, outcome.effects());
    }

    /** One entry was applied, to rows that are not looked at. */
    void applied(Entry entry, Outcome outcome, List<Reply> filled) {
        nowMillis = Math.max(nowMillis, entry.stampMillis());
        replies(entry, outcome, filled);
        hints(entry, outcome.effects());
    }

    /** The queues that an entry is about. */
    private SortedMap<ResourceId, QueueModel> about(Entry entry) {
        SortedMap<ResourceId, QueueModel> about = new TreeMap<>(queues);
        about.keySet()
                .retainAll(entry.items().stream()
                        .map(Entry.Item::command)
                        .flatMap(command -> command instanceof QueueCommand queue
                                ? Stream.of(queue.queue())
                                : command instanceof TabletCommand.Sweep sweep
                                        ? Stream.of(sweep.resource())
                                        : Stream.empty())
                        .collect(Collectors.toSet()));
        return about;
    }

    /** Of those the ones whose messages it may end before their time, or whose time it may change. */
    private static Set<ResourceId> removing(Entry entry) {
        return entry.items().stream()
                .map(Entry.Item::command)
                .filter(QueueCommand.class::isInstance)
                .map(QueueCommand.class::cast)
                .filter(command -> command instanceof QueueCommand.Delete
                        || command instanceof QueueCommand.Purge
                        || command instanceof QueueCommand.Configure
                        || (command instanceof QueueCommand.ChangeGroups change
                                && change.change() instanceof GroupChange.Skip))
                .map(QueueCommand::queue)
                .collect(Collectors.toSet());
    }

    private void replies(Entry entry, Outcome outcome, List<Reply> filled) {
        Rule.CONTRACT.holds(outcome.replies().size() == entry.items().size(), "one reply per item");
        for (int i = 0; i < entry.items().size(); i++) {
            item(entry.items().get(i), outcome.replies().get(i));
        }
        kept.values().removeIf(one -> one.millis() < nowMillis - REPLY_KEPT_MILLIS);
        for (int i = 0; i < entry.items().size(); i++) {
            if (entry.items().get(i).command() instanceof QueueCommand.Receive receive
                    && outcome.replies().get(i) instanceof Reply.Received raw) {
                filled(receive.queue(), raw, filled.get(i));
            }
        }
    }

    private void item(Entry.Item item, Reply reply) {
        Kept first = kept.get(item.requestId());
        if (first != null) {
            Rule.REPLAY.holds(reply.equals(first.reply()), item, " was answered ", first.reply(), ", and now ", reply);
            return;
        }
        if (item.command() instanceof TabletCommand tablet) {
            tablet(tablet, reply);
        } else if (item.command() instanceof QueueCommand queue) {
            new CommandJudge(queues, nowMillis, coverage).judge(queue, reply);
        }
        boolean nothingDone = reply instanceof Reply.Rejected
                || (reply instanceof Reply.Received received
                        && received.messages().isEmpty());
        if (!item.requestId().equals(RequestId.NONE) && !nothingDone) {
            kept.put(item.requestId(), new Kept(nowMillis, reply));
        }
    }

    private void tablet(TabletCommand command, Reply reply) {
        Rule.CONTRACT.is(command, reply, Reply.Done.DONE);
        if (command instanceof TabletCommand.DropResource drop) {
            queues.remove(drop.resource());
        } else if (command instanceof TabletCommand.Sweep sweep) {
            Optional.ofNullable(queues.get(sweep.resource())).ifPresent(queue -> {
                queue.expire(nowMillis);
                queue.ordered &= queue.settle(nowMillis);
            });
        }
    }

    /** The leader's answer has what was sent, and leaves out only what is no more. */
    private void filled(ResourceId id, Reply.Received raw, Reply answer) {
        Rule.CONTRACT.holds(answer instanceof Reply.Received, "a receive is filled as one: ", answer);
        Map<Long, Reply.ReceivedOne> answered = new HashMap<>();
        ((Reply.Received) answer).messages().forEach(one -> answered.put(one.sequence(), one));
        Optional<QueueModel> queue = Optional.ofNullable(queues.get(id));
        for (Reply.ReceivedOne one : raw.messages()) {
            Optional<Message> message = queue.flatMap(is -> Optional.ofNullable(is.messages.get(one.sequence())));
            Optional<Reply.ReceivedOne> found = Optional.ofNullable(answered.remove(one.sequence()));
            if (message.isEmpty()) {
                queue.map(is -> is.forbids(one.sequence()))
                        .orElse(Rule.Q4_DELETE_IS_FINAL)
                        .holds(found.isEmpty(), "what is gone is not given: ", found);
            } else if (found.isEmpty()) {
                Rule.Q1_NO_ACKED_LOSS.holds(
                        queue.orElseThrow().maybeGone(message.get(), nowMillis), "what is leased is given: ", one);
            } else {
                Rule.Q2_NO_INVENTION.holds(
                        found.get().payload().equals(message.get().payload)
                                && found.get().sentMillis() == message.get().sentMillis,
                        "what was sent is given: ",
                        found);
            }
        }
        Rule.Q2_NO_INVENTION.holds(answered.isEmpty(), "only what is leased is given: ", answered);
    }

    private void hints(Entry entry, List<Effect> effects) {
        Map<ResourceId, Effect> byQueue = new HashMap<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Level level) {
                byQueue.put(level.resource(), level);
            } else if (effect instanceof Effect.Gone gone) {
                byQueue.put(gone.resource(), gone);
            }
        }
        byQueue.forEach((id, effect) -> {
            if (effect instanceof Effect.Level level) {
                level(level, nowMillis);
            } else {
                Rule.CONTRACT.holds(!queues.containsKey(id), "what is said to be gone is gone: ", id);
            }
        });
        for (Entry.Item item : entry.items()) {
            if (item.command() instanceof TabletCommand.DropResource drop && byQueue.containsKey(drop.resource())) {
                Rule.CONTRACT.holds(
                        queues.containsKey(drop.resource()) || byQueue.get(drop.resource()) instanceof Effect.Gone,
                        "polls of a dropped queue are told");
            }
        }
    }

    @Override
    public void leads(long term) {
        coverage.leads(term);
    }

    @Override
    public void level(Effect.Level level, long clockMillis) {
        QueueModel queue = Optional.ofNullable(queues.get(level.resource()))
                .orElseThrow(() -> new Rule.BrokenRule(Rule.CONTRACT, "there is such a queue: " + level));
        new ReadinessJudge(queue, nowMillis).level(level, clockMillis);
    }

    @Override
    public void asked(Query query, Reply reply, long clockMillis) {
        long atMillis = Math.max(nowMillis, clockMillis);
        if (query instanceof Query.DescribeQueue describe) {
            QueueModel queue = queues.get(describe.queue());
            if (queue == null) {
                Rule.CONTRACT.is(query, reply, CommandJudge.MISSING);
            } else {
                new ReadinessJudge(queue, nowMillis).described((Reply.QueueDescribed) reply, atMillis);
            }
        } else if (query instanceof Query.ListTags list) {
            Reply expected = Optional.ofNullable(queues.get(list.queue()))
                    .<Reply>map(queue -> new Reply.Tags(queue.tags))
                    .orElse(CommandJudge.MISSING);
            Rule.CONTRACT.is(query, reply, expected);
        } else if (query instanceof Query.Peek peek && reply instanceof Reply.Readiness readiness) {
            Optional.ofNullable(queues.get(peek.resource()))
                    .ifPresentOrElse(
                            queue -> new ReadinessJudge(queue, nowMillis).peeked(readiness, atMillis),
                            () -> Rule.CONTRACT.holds(!readiness.exists(), "there is no such queue: ", peek));
        }
    }
}
