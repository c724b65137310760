package io.sluice.client.fake;

import io.grpc.StatusRuntimeException;
import io.sluice.api.v1.GetDeliveryResponse;
import io.sluice.api.v1.ListMessageMoveTasksResultEntry;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.RedriveDeadLettersRequest;
import io.sluice.api.v1.ReplicaVerdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state that the fake's nodes share, so that any of them serves any call, and the stored replies
 * by request id. One lock guards everything.
 */
public final class FakeCluster implements AutoCloseable {
    private final Object lock = new Object();
    private final Map<String, FakeQueue> queues = new TreeMap<>();
    private final Map<String, CompletableFuture<Object>> replies = new ConcurrentHashMap<>();
    private final List<ListMessageMoveTasksResultEntry> moves = new CopyOnWriteArrayList<>();
    private final FakeGroups.Told groups = new FakeGroups.Told();
    private final AtomicReference<GetDeliveryResponse> delivery =
            new AtomicReference<>(GetDeliveryResponse.getDefaultInstance());
    private final List<FakeNode> nodes = new CopyOnWriteArrayList<>();
    private final List<Integer> batchSizes = new CopyOnWriteArrayList<>();
    private final List<String> reasons = new CopyOnWriteArrayList<>();
    private final List<RedriveDeadLettersRequest> redrives = new CopyOnWriteArrayList<>();
    private final FakeKeys.Ring keys = new FakeKeys.Ring();
    private final FakeSchedules.Book book = new FakeSchedules.Book();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private volatile boolean losesLeases;
    private volatile String withheld = "";
    private final Flaw flaw;
    private volatile @Nullable FakeNode leader;
    private volatile int maxCreditOpen;
    private volatile ReplicaVerdict verdict = ReplicaVerdict.REPLICA_VERDICT_EQUAL;

    private FakeCluster(Flaw flaw) {
        this.flaw = flaw;
    }

    /** A cluster of so many nodes on loopback. */
    public static FakeCluster start(int nodeCount) throws IOException {
        return start(nodeCount, Flaw.NONE);
    }

    /** A cluster whose queues have a flaw. */
    public static FakeCluster start(int nodeCount, Flaw flaw) throws IOException {
        FakeCluster cluster = new FakeCluster(flaw);
        for (int i = 1; i <= nodeCount; i++) {
            cluster.nodes.add(FakeNode.start(cluster, "n" + i));
        }
        return cluster;
    }

    FakeSchedules.Book book() {
        return book;
    }

    void heartbeat() {
        heartbeats.incrementAndGet();
    }

    /** How often consumers said that they live. */
    public int heartbeats() {
        return heartbeats.get();
    }

    /** From now on streams say that this keeps messages back. */
    public void withhold(String reason) {
        withheld = reason;
    }

    String withheld() {
        return withheld;
    }

    /** Sessions lose whatever they have. */
    public void loseLeases() {
        losesLeases = true;
    }

    boolean losesLeases() {
        return losesLeases;
    }

    public FakeNode node(int number) {
        return nodes.get(number - 1);
    }

    public List<FakeNode> nodes() {
        return List.copyOf(nodes);
    }

    public String[] addresses() {
        return nodes.stream().map(FakeNode::address).toArray(String[]::new);
    }

    /** Makes every node name this one as leader. */
    public void lead(@Nullable FakeNode node) {
        leader = node;
    }

    @Nullable
    FakeNode leader() {
        return leader;
    }

    /** What every node finds when it compares the replicas of the second tablet. */
    public void setVerdict(ReplicaVerdict found) {
        verdict = found;
    }

    ReplicaVerdict verdict() {
        return verdict;
    }

    boolean create(String name, Map<String, String> attributes) {
        synchronized (lock) {
            return queues.putIfAbsent(name, new FakeQueue(attributes, flaw)) == null;
        }
    }

    boolean drop(String name) {
        synchronized (lock) {
            return queues.remove(name) != null;
        }
    }

    List<String> names(String prefix) {
        synchronized (lock) {
            return queues.keySet().stream()
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        }
    }

    /** Does something with a queue; null when there is none. */
    <T> @Nullable T with(String queue, Function<FakeQueue, T> work) {
        String name = queue.substring(queue.lastIndexOf('/') + 1);
        synchronized (lock) {
            @Nullable FakeQueue found = queues.get(name);
            return found == null ? null : work.apply(found);
        }
    }

    /** The stored reply, or the reply made now. */
    @SuppressWarnings("unchecked")
    <T> T once(String requestId, Supplier<T> work) {
        if (requestId.isEmpty()) {
            return work.get();
        }
        CompletableFuture<Object> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<Object> earlier = replies.putIfAbsent(requestId, mine);
        if (earlier != null) {
            return (T) earlier.join();
        }
        try {
            T reply = work.get();
            mine.complete(reply);
            return reply;
        } catch (StatusRuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        }
    }

    /** Waits for messages; the fake may take a thread for that. */
    List<Message> receive(String queue, int max, int hideSeconds, int waitSeconds) {
        long untilNanos = System.nanoTime() + waitSeconds * 1_000_000_000L;
        while (true) {
            @Nullable List<Message> received = with(queue, found -> found.receive(max, hideSeconds));
            if (received == null || !received.isEmpty() || System.nanoTime() - untilNanos >= 0) {
                return received == null ? new ArrayList<>() : received;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new ArrayList<>();
            }
        }
    }

    /** What was said about how queues give their messages. */
    AtomicReference<GetDeliveryResponse> delivery() {
        return delivery;
    }

    /** What was said about message groups. */
    FakeGroups.Told groups() {
        return groups;
    }

    /** Moves of messages, newest first; they stay as they began. */
    List<ListMessageMoveTasksResultEntry> moves() {
        return moves;
    }

    /** The access keys that were made. */
    FakeKeys.Ring keys() {
        return keys;
    }

    void redrive(RedriveDeadLettersRequest request) {
        redrives.add(request);
    }

    /** The redrives that were asked for, in order. */
    public List<RedriveDeadLettersRequest> redrives() {
        return List.copyOf(redrives);
    }

    void reason(String reason) {
        reasons.add(reason);
    }

    /** Why messages were released, release by release. */
    public List<String> reasons() {
        return List.copyOf(reasons);
    }

    void batch(int size) {
        batchSizes.add(size);
    }

    public List<Integer> batchSizes() {
        return List.copyOf(batchSizes);
    }

    void creditOpen(int credit) {
        maxCreditOpen = Math.max(maxCreditOpen, credit);
    }

    /** What was said with the last send to a queue that said something beside AWS. */
    public String lastTerms(String queue) {
        return Optional.ofNullable(queues.get(queue)).map(one -> one.lastTerms).orElse("");
    }

    /** The most credit that a stream has had open. */
    public int maxCreditOpen() {
        return maxCreditOpen;
    }

    public int size(String queue) {
        return count(queue, FakeQueue::size);
    }

    public int visible(String queue) {
        return count(queue, FakeQueue::visible);
    }

    public int extended(String queue) {
        return count(queue, FakeQueue::extended);
    }

    public int released(String queue) {
        return count(queue, FakeQueue::released);
    }

    /** What was allowed to whom on a queue, by label. */
    public Map<String, String> permissions(String queue) {
        @Nullable Map<String, String> permissions = with(queue, found -> Map.copyOf(found.permissions()));
        return permissions == null ? Map.of() : permissions;
    }

    private int count(String queue, Function<FakeQueue, Integer> counter) {
        @Nullable Integer count = with(queue, counter);
        return count == null ? 0 : count;
    }

    /** Every call that any node has seen, in order for each node. */
    public Map<String, List<FakeNode.Seen>> seen() {
        Map<String, List<FakeNode.Seen>> all = new LinkedHashMap<>();
        nodes.forEach(node -> all.put(node.id(), node.seen()));
        return all;
    }

    @Override
    public void close() {
        nodes.forEach(FakeNode::kill);
    }
}
