package io.sluice.node.raft;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.ratis.util.ExitUtils;

/** Three nodes on loopback in one JVM. */
final class TestCluster implements AutoCloseable {
    static final TabletId TABLET = new TabletId(1);
    static final RaftLimits LIMITS = new RaftLimits(
            4L << 20,
            2,
            Duration.ofSeconds(10),
            1_000_000,
            1L << 40,
            Duration.ofHours(1),
            2_000,
            1,
            1,
            Duration.ofMillis(500));

    final SortedMap<NodeId, String> peers = new TreeMap<>();
    final Map<NodeId, RaftHost> hosts = new ConcurrentHashMap<>();
    private final Map<NodeId, AtomicLong> entriesApplied = new ConcurrentHashMap<>();
    final List<Throwable> fatal = new CopyOnWriteArrayList<>();
    final List<String> heard = new CopyOnWriteArrayList<>();
    final Applying applying = new Applying();
    final ImageStores images = new ImageStores();
    private final AtomicLong calls = new AtomicLong();
    private final Path root;

    TestCluster(Path root) throws IOException {
        ExitUtils.disableSystemExit();
        this.root = root;
        for (int i = 1; i <= 3; i++) {
            NodeId node = new NodeId("n" + i);
            peers.put(node, "127.0.0.1:" + freePort());
        }
    }

    TestCluster startAll(RaftLimits limits) throws IOException {
        for (NodeId node : peers.keySet()) {
            start(node, limits);
        }
        for (NodeId node : peers.keySet()) {
            host(node).create(TABLET, List.copyOf(peers.keySet())).join();
        }
        return this;
    }

    void start(NodeId node, RaftLimits limits) throws IOException {
        RaftConfig config =
                RaftConfig.of(node, "test", peers, root.resolve(node.value())).with(limits);
        hosts.put(node, RaftHost.start(config, parts(node)));
    }

    RaftParts parts(NodeId node) {
        return new RaftParts(
                tablet -> new TallyMachine(entriesApplied(node), () -> applying.await(node)),
                images,
                new Listener(node),
                this::fetch,
                System::currentTimeMillis,
                new SimpleMeterRegistry(),
                fatal::add);
    }

    /** How many entries a node has applied in this test, those it applied again included. */
    AtomicLong entriesApplied(NodeId node) {
        return entriesApplied.computeIfAbsent(node, unused -> new AtomicLong());
    }

    Path directory(NodeId node) {
        return root.resolve(node.value());
    }

    void stop(NodeId node) {
        RaftHost host = hosts.remove(node);
        if (host != null) {
            host.close();
        }
    }

    RaftHost host(NodeId node) {
        RaftHost host = hosts.get(node);
        if (host == null) {
            throw new IllegalStateException(node + " is down");
        }
        return host;
    }

    NodeId leader() {
        return await().pollInterval(10, TimeUnit.MILLISECONDS)
                .atMost(15, TimeUnit.SECONDS)
                .until(
                        () -> hosts.keySet().stream()
                                .filter(node -> host(node).leads(TABLET))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    List<NodeId> followers() {
        NodeId leader = leader();
        return hosts.keySet().stream().filter(node -> !node.equals(leader)).toList();
    }

    CompletableFuture<Reply> propose(NodeId node, int payloadBytes) {
        RequestId id = new RequestId(7, calls.incrementAndGet());
        Command command = command(payloadBytes);
        return host(node).propose(TABLET, id, command, EntryCodec.encodeItem(id, command));
    }

    /** Proposes to whoever leads until it succeeds. */
    long proposeAnywhere() {
        return await().pollInterval(10, TimeUnit.MILLISECONDS)
                .atMost(15, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> ((Reply.SentOne) propose(leader(), 10).join()).sequence(), any -> true);
    }

    List<Long> proposeMany(NodeId node, int count, int payloadBytes) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replies.add(propose(node, payloadBytes));
        }
        return replies.stream()
                .map(reply -> ((Reply.SentOne) reply.join()).sequence())
                .toList();
    }

    static Command command(int payloadBytes) {
        return new QueueCommand.Send(
                new ResourceId(1),
                List.of(new QueueCommand.Outgoing(
                        new Bytes(new byte[payloadBytes]), payloadBytes, OptionalLong.empty())));
    }

    long appliedIndex(NodeId node) {
        return host(node).replica(TABLET).orElseThrow().appliedIndex();
    }

    /** How far the log of a node is durable. */
    long flushedIndex(NodeId node) {
        TabletStateMachine machine = host(node).hosted(TABLET).orElseThrow().stateMachine();
        return Optional.ofNullable(machine.division())
                .map(division -> division.getRaftLog().getFlushIndex())
                .orElse(-1L);
    }

    /** Holds up the applying of one node. */
    static final class Applying {
        private Optional<NodeId> heldUp = Optional.empty();

        synchronized void holdUp(NodeId node) {
            heldUp = Optional.of(node);
        }

        synchronized void goOn() {
            heldUp = Optional.empty();
            notifyAll();
        }

        private synchronized void await(NodeId node) {
            try {
                while (heldUp.isPresent() && heldUp.get().equals(node)) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        applying.goOn();
        CompletableFuture.allOf(hosts.keySet().stream()
                        .map(node -> CompletableFuture.runAsync(() -> stop(node), task -> new Thread(task).start()))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    private Position fetch(NodeId from, TabletId tablet, Path into) throws IOException {
        return host(from).withCheckpoint(tablet, (directory, position) -> {
            try (Stream<Path> files = Files.walk(directory)) {
                files.filter(Files::isRegularFile)
                        .forEach(file -> copy(file, into.resolve(directory.relativize(file))));
            }
            return position;
        });
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private final class Listener implements TabletListener {
        private final NodeId node;

        Listener(NodeId node) {
            this.node = node;
        }

        @Override
        public void leaderReady(TabletId tablet, long term) {
            heard.add(node + " ready");
        }

        @Override
        public void leaderLost(TabletId tablet) {
            heard.add(node + " lost");
        }

        @Override
        public void applied(TabletId tablet, List<Effect> effects, boolean leading) {}

        @Override
        public List<Rider> riders(TabletId tablet, List<Entry.Item> entry) {
            return List.of();
        }

        @Override
        public void installed(TabletId tablet) {
            heard.add(node + " installed");
        }
    }
}
