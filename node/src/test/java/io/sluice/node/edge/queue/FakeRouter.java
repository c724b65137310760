package io.sluice.node.edge.queue;

import io.sluice.node.cluster.Router;
import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.Command;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ScheduleCommand;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.ProposeFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A cluster in memory: one catalog, one data tablet, replies kept by request id, polls parked. */
final class FakeRouter implements Router {
    static final TabletId DATA = new TabletId(3);

    private final SortedMap<ResourceName, Reply.Placed> names = new TreeMap<>();
    private final Map<ResourceId, FakeQueue> queues = new HashMap<>();
    private final Map<RequestId, Reply> kept = new HashMap<>();
    private final List<Executed> executed = new ArrayList<>();
    private final List<Poll> polls = new ArrayList<>();
    private final Deque<ProposeFailure> failures = new ArrayDeque<>();
    private final Set<Class<? extends Command>> failing = new HashSet<>();
    private final List<Asked> asked = new ArrayList<>();
    private final List<Runnable> holding = new ArrayList<>();
    private Optional<Class<? extends Query>> held = Optional.empty();
    final FakeSchedules schedules = new FakeSchedules();
    private long last = 40;

    /** What looks through queues see, and what they asked. */
    Reply browsed = missing();

    final List<Query.Browse> browses = new ArrayList<>();

    /** What befell messages, and whose traces were asked for. */
    Reply traced = missing();

    final List<Query.Trace> traces = new ArrayList<>();

    /** Whether this node's catalog knows nothing yet. */
    boolean behind;

    /** Whether as many moves are active as may be. */
    boolean movesFull;

    /** What counts of dead letters come to. */
    Reply graves = missing();

    /** A command that was asked for, with all that came with it. */
    record Executed(TabletId tablet, RequestId id, Command command, long deadlineNanos, OptionalLong waitMillis) {}

    /** A question that went to the leader of a tablet. */
    record Asked(TabletId tablet, Class<? extends Query> kind) {}

    private record Poll(QueueCommand.Receive command, RequestId id, CompletableFuture<Reply> reply) {}

    /** The next commands fail so, before anything is done. */
    synchronized void failNext(ProposeFailure... next) {
        failures.addAll(List.of(next));
    }

    /** Commands of that kind fail from now on. */
    synchronized void failAlways(Class<? extends Command> kind) {
        failing.add(kind);
    }

    /** Queries of that kind are not answered until {@link #release}. */
    synchronized void hold(Class<? extends Query> kind) {
        held = Optional.of(kind);
    }

    /** Those that were held are answered. */
    void release() {
        List<Runnable> answers;
        synchronized (this) {
            held = Optional.empty();
            answers = List.copyOf(holding);
            holding.clear();
        }
        answers.forEach(Runnable::run);
    }

    /** What leaders of tablets were asked since this was last called. */
    synchronized List<Asked> asked() {
        List<Asked> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    synchronized List<Executed> executed() {
        return List.copyOf(executed);
    }

    /** Those of one kind. */
    synchronized <C extends Command> List<Executed> executed(Class<C> kind) {
        return executed.stream().filter(one -> kind.isInstance(one.command())).toList();
    }

    synchronized int parked() {
        polls.removeIf(poll -> poll.reply().isDone());
        return polls.size();
    }

    synchronized Reply.Placed placed(String name) {
        return names.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    synchronized FakeQueue queue(String name) {
        return Optional.ofNullable(queues.get(placed(name).resource())).orElseThrow();
    }

    /** The tablet loses a queue that the catalog still knows. */
    synchronized void lose(String name) {
        queues.remove(placed(name).resource());
    }

    /** A queue is deleted by somebody else: polls on it end. */
    synchronized void delete(String name) {
        lose(name);
        for (Poll poll : List.copyOf(polls)) {
            poll.reply().complete(missing());
        }
    }

    @Override
    public synchronized CompletableFuture<Reply> execute(
            TabletId tablet, RequestId requestId, Command command, long deadlineNanos, OptionalLong waitMillis) {
        executed.add(new Executed(tablet, requestId, command, deadlineNanos, waitMillis));
        ProposeFailure failure = failures.poll();
        if (failure == null && failing.contains(command.getClass())) {
            failure = ProposeFailure.unknown("told to fail");
        }
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        Reply before = kept.get(requestId);
        if (before != null) {
            return CompletableFuture.completedFuture(before);
        }
        if (command instanceof QueueCommand.Receive receive && mustWait(receive, waitMillis)) {
            Poll poll = new Poll(receive, requestId, new CompletableFuture<>());
            polls.add(poll);
            return poll.reply();
        }
        Reply reply = command.match(cases());
        if (!(reply instanceof Reply.Rejected)) {
            kept.put(requestId, reply);
        }
        wake();
        return CompletableFuture.completedFuture(reply);
    }

    private boolean mustWait(QueueCommand.Receive receive, OptionalLong waitMillis) {
        FakeQueue queue = queues.get(receive.queue());
        return queue != null && queue.visible() == 0 && waitMillis.orElse(0) > 0;
    }

    private void wake() {
        for (Poll poll : List.copyOf(polls)) {
            FakeQueue queue = queues.get(poll.command().queue());
            if (!poll.reply().isDone() && queue != null && queue.visible() > 0) {
                Reply reply = poll.command().accept(queue, this);
                kept.put(poll.id(), reply);
                poll.reply().complete(reply);
            }
        }
        polls.removeIf(poll -> poll.reply().isDone());
    }

    private Command.Cases<Reply> cases() {
        return new Command.Cases<>() {
            @Override
            public Reply catalog(CatalogCommand command) {
                return FakeRouter.this.catalog(command);
            }

            @Override
            public Reply queue(QueueCommand command) {
                return FakeRouter.this.queue(command);
            }

            @Override
            public Reply schedule(ScheduleCommand command) {
                return queues.containsKey(command.queue()) ? schedules.command(command) : missing();
            }

            @Override
            public Reply tablet(TabletCommand command) {
                if (command instanceof TabletCommand.DropResource drop) {
                    queues.remove(drop.resource());
                }
                return new Reply.Done();
            }
        };
    }

    private Reply queue(QueueCommand command) {
        if (command instanceof QueueCommand.Create create && !queues.containsKey(create.queue())) {
            queues.put(create.queue(), new FakeQueue(create));
            return new Reply.Done();
        }
        FakeQueue queue = queues.get(command.queue());
        return queue == null ? missing() : command.accept(queue, this);
    }

    private Reply catalog(CatalogCommand command) {
        if (command instanceof CatalogCommand.Reserve reserve) {
            if (reserve.name().name().equals("blocked")) {
                return new Reply.Rejected(RejectionCode.DELETED_RECENTLY, "blocked");
            }
            return names.computeIfAbsent(reserve.name(), name -> new Reply.Placed(new ResourceId(++last), DATA, false));
        }
        if (command instanceof CatalogCommand.ReserveMove && movesFull) {
            return new Reply.Rejected(RejectionCode.TOO_MANY_MOVES, "100");
        }
        if (command instanceof CatalogCommand.Activate activate) {
            names.replaceAll((name, placed) -> placed.resource().equals(activate.resource())
                    ? new Reply.Placed(placed.resource(), placed.tablet(), true)
                    : placed);
        }
        if (command instanceof CatalogCommand.Retire retire) {
            names.values().removeIf(placed -> placed.resource().equals(retire.resource()));
        }
        return new Reply.Done();
    }

    private static Reply missing() {
        return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
    }

    @Override
    public synchronized CompletableFuture<Reply> query(TabletId tablet, Query query, long deadlineNanos) {
        asked.add(new Asked(tablet, query.getClass()));
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        if (held.isPresent() && held.get().isInstance(query)) {
            holding.add(() -> reply.complete(answer(query)));
        } else {
            reply.complete(answer(query));
        }
        return reply;
    }

    private Reply answer(Query query) {
        if (query instanceof Query.DescribeQueue describe) {
            FakeQueue queue = queues.get(describe.queue());
            return queue == null ? missing() : queue.describe();
        }
        if (query instanceof Query.Locate locate) {
            return active(locate.name()).<Reply>map(placed -> placed).orElseGet(FakeRouter::missing);
        }
        if (query instanceof Query.FindKey) {
            return new Reply.Keys(List.of(), false);
        }
        if (query instanceof Query.ListTags list) {
            FakeQueue queue = queues.get(list.queue());
            return queue == null ? missing() : queue.tags();
        }
        if (query instanceof Query.ListNames list) {
            List<ResourceName> greater = names.keySet().stream()
                    .filter(name -> name.account().equals(list.account()))
                    .filter(name -> name.name().startsWith(list.prefix()))
                    .filter(name -> name.name().compareTo(list.after()) > 0)
                    .toList();
            int count = Math.min(list.namesMax(), greater.size());
            return new Reply.Names(greater.subList(0, count), count < greater.size());
        }
        if (query instanceof Query.ListMoves list) {
            FakeQueue queue = queues.get(list.queue());
            return queue == null ? missing() : queue.moves();
        }
        if (query instanceof Query.Graves count) {
            browses.add(count.look());
            return graves;
        }
        if (query instanceof Query.Browse browse) {
            browses.add(browse);
            return browsed;
        }
        if (query instanceof Query.Trace trace) {
            traces.add(trace);
            return traced;
        }
        if (query instanceof Query.DescribeDelivery describe) {
            FakeQueue queue = queues.get(describe.queue());
            return queue == null ? missing() : queue.delivery();
        }
        if (query instanceof Query.ListGroups list) {
            FakeQueue queue = queues.get(list.queue());
            return queue == null ? missing() : queue.groups(list);
        }
        if (query instanceof Query.ListSources list) {
            return sources(list);
        }
        if (query instanceof Query.GetSchedule || query instanceof Query.ListSchedules) {
            return schedules.query(query);
        }
        throw new IllegalArgumentException("the edge does not ask " + query);
    }

    private Reply sources(Query.ListSources list) {
        List<ResourceName> greater = names.entrySet().stream()
                .filter(entry -> Optional.ofNullable(queues.get(entry.getValue().resource()))
                        .flatMap(FakeQueue::redrive)
                        .filter(redrive -> redrive.target().equals(list.target()))
                        .isPresent())
                .map(Map.Entry::getKey)
                .filter(name -> name.name().compareTo(list.after()) > 0)
                .toList();
        int count = Math.min(list.namesMax(), greater.size());
        return new Reply.Names(greater.subList(0, count), count < greater.size());
    }

    @Override
    public synchronized Optional<Reply.Placed> known(ResourceName name) {
        return behind ? Optional.empty() : active(name);
    }

    private Optional<Reply.Placed> active(ResourceName name) {
        return Optional.ofNullable(names.get(name)).filter(Reply.Placed::active);
    }

    @Override
    public synchronized CompletableFuture<Reply> locate(ResourceName name, long deadlineNanos) {
        Optional<Reply.Placed> known = known(name);
        return known.isPresent()
                ? CompletableFuture.completedFuture(known.get())
                : query(TabletId.CATALOG, new Query.Locate(name), deadlineNanos);
    }

    @Override
    public TabletId standIn(ResourceName name) {
        return DATA;
    }

    @Override
    public Optional<NodeId> leaderOf(TabletId tablet) {
        return Optional.of(new NodeId("n2"));
    }
}
