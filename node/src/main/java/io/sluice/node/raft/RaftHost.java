package io.sluice.node.raft;

import io.sluice.node.command.Command;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.View;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupManagementRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.exceptions.AlreadyExistsException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RaftServer of this node with all its tablets. Replicas come into being by {@link #create} only
 * and are found again at a restart; a node whose disk was wiped holds none.
 */
public final class RaftHost implements Tablets, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RaftHost.class);

    /** Checkpoints served at once; each keeps old files on the disk. */
    private static final int CHECKPOINTS_MAX = 2;

    /** How long after the leads are handed over the first entries of their heirs may come. */
    private static final long HEIRS_MILLIS = 200;

    private final RaftConfig config;
    private final RaftParts parts;
    private final GroupIds groups;
    private final LogSubmit submit = new LogSubmit(ClientId.randomId(), new AtomicLong());
    private final List<Lane> lanes;
    /** Ratis asks for one checkpoint of a replica at a time: as many wait as there are tablets, at most. */
    private final ExecutorService fetching = Executors.newSingleThreadExecutor(task -> daemon("raft-fetch", task));

    /** A {@link SnapshotDuty} begins no flush before its last one has ended: as many wait as there are tablets. */
    private final ExecutorService flushing = Executors.newSingleThreadExecutor(task -> daemon("raft-flush", task));

    private final ConcurrentSkipListMap<TabletId, HostedTablet> hosted = new ConcurrentSkipListMap<>();
    private final Semaphore checkpoints = new Semaphore(CHECKPOINTS_MAX);
    private final Semaphore looks = new Semaphore(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Scans scans;
    private final FreeSpace space;
    private final RaftServer server;
    private final Watch watch;

    private RaftHost(RaftConfig config, RaftParts parts) throws IOException {
        this.config = config;
        this.parts = parts;
        this.groups = new GroupIds(config.clusterId());
        this.lanes = IntStream.range(0, config.limits().replyThreads())
                .mapToObj(number -> new Lane("raft-lane-" + number, parts.fatal()))
                .toList();
        this.scans = new Scans(parts.meters(), new Processors()::haveRoom);
        this.space = new FreeSpace(config.directory(), config.limits().freeBytesMin());
        this.server = RaftServer.newBuilder()
                .setServerId(GroupIds.peerId(config.node()))
                .setProperties(RaftSettings.of(config))
                .setParameters(RaftSettings.parameters(config))
                .setOption(RaftStorage.StartupOption.RECOVER)
                .setStateMachineRegistry(this::newStateMachine)
                .build();
        this.watch = new Watch(server, hosted::values, this::newDuty, space, this::giveAway, parts.fatal());
    }

    /**
     * Starts the server and every replica whose folder is there.
     *
     * @throws IOException when the port is taken, or a replica cannot be trusted; the text says which
     */
    public static RaftHost start(RaftConfig config, RaftParts parts) throws IOException {
        Files.createDirectories(config.directory());
        checkPort(config);
        VoteRecord.repairAll(config.directory());
        RaftHost host = new RaftHost(config, parts);
        RatisMeters.inUse().attach(parts.meters());
        try {
            host.server.start();
            host.space.look();
            host.watch.start();
            return host;
        } catch (IOException | RuntimeException e) {
            host.close();
            throw new IOException("cannot start the replicas: " + root(e).getMessage(), e);
        }
    }

    @Override
    public List<TabletId> held() {
        return List.copyOf(hosted.keySet());
    }

    @Override
    public boolean diskLow() {
        return space.isLow();
    }

    @Override
    public Optional<Replica> replica(TabletId tablet) {
        return Optional.ofNullable(hosted.get(tablet)).flatMap(HostedTablet::replica);
    }

    @Override
    public boolean leads(TabletId tablet) {
        HostedTablet found = hosted.get(tablet);
        return found != null && found.leads();
    }

    @Override
    public Optional<NodeId> leaderOf(TabletId tablet) {
        return Optional.ofNullable(hosted.get(tablet)).flatMap(HostedTablet::leader);
    }

    @Override
    public CompletableFuture<Reply> propose(TabletId tablet, RequestId requestId, Command command, byte[] encodedItem) {
        HostedTablet found = hosted.get(tablet);
        return found == null ? notHeld(tablet) : found.propose(requestId, command, encodedItem);
    }

    @Override
    public CompletableFuture<Reply> query(TabletId tablet, Query query) {
        HostedTablet found = hosted.get(tablet);
        return found == null ? notHeld(tablet) : found.query(query);
    }

    @Override
    public Optional<Reply> queryStale(TabletId tablet, Query query) {
        return Optional.ofNullable(hosted.get(tablet)).flatMap(found -> found.queryStale(query));
    }

    @Override
    public List<Effect.Level> levels(TabletId tablet) {
        return Optional.ofNullable(hosted.get(tablet)).map(HostedTablet::levels).orElse(List.of());
    }

    @Override
    public boolean answered(TabletId tablet, RequestId requestId) {
        HostedTablet found = hosted.get(tablet);
        return found != null && found.answered(requestId);
    }

    @Override
    public CompletableFuture<Void> create(TabletId tablet, List<NodeId> members) {
        try {
            GroupManagementRequest request = GroupManagementRequest.newAdd(
                    submit.clientId(), server.getId(), submit.nextCallId(), groups.group(tablet, members, config));
            return server.groupManagementAsync(request).handle((reply, thrown) -> {
                Throwable cause = Failures.cause(reply, thrown);
                if (cause != null && !(cause instanceof AlreadyExistsException)) {
                    LOG.error("cannot create a replica tablet={}", tablet, cause);
                    throw ProposeFailure.unknown("cannot create a replica of " + tablet + ": " + Failures.text(cause));
                }
                return done();
            });
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(
                    ProposeFailure.unknown("cannot create a replica of " + tablet + ": " + Failures.text(e)));
        }
    }

    @Override
    public CompletableFuture<Void> transfer(TabletId tablet, NodeId to) {
        HostedTablet found = hosted.get(tablet);
        return found == null ? notHeld(tablet) : HandOver.to(to, found, server, submit);
    }

    /**
     * Makes a checkpoint of a replica's rows and lets it be read until the use returns.
     *
     * @throws IOException when there is no replica, or as many checkpoints as allowed are in use
     */
    public <R> R withCheckpoint(TabletId tablet, CheckpointSource.Use<R> use) throws IOException {
        HostedTablet found = hosted.get(tablet);
        if (found == null) {
            throw new IOException("this node holds no replica of " + tablet);
        }
        if (!checkpoints.tryAcquire()) {
            throw new IOException("this node already serves " + CHECKPOINTS_MAX + " checkpoints");
        }
        try {
            return found.withCheckpoint(use);
        } finally {
            checkpoints.release();
        }
    }

    /** Looks at the rows of a replica. */
    public interface CopyLook<R> {
        /** Reads the rows, which reflect the log up to exactly this position. */
        R at(Position position, View rows);
    }

    /**
     * Looks at a copy of the rows of this node's replica, so that applying is not held up however long
     * it takes. One look at a time; blocks.
     *
     * @throws IOException when this node holds no replica, is looking already, or cannot make the copy
     */
    public <R> R lookAtCopy(TabletId tablet, CopyLook<R> look) throws IOException {
        HostedTablet found = hosted.get(tablet);
        if (found == null) {
            throw new IOException("this node holds no replica of " + tablet);
        }
        if (space.isLow()) { // the copy first writes what is in memory
            throw new IOException("the disk is nearly full");
        }
        if (!looks.tryAcquire()) {
            throw new IOException("this node already looks at a copy of rows");
        }
        try {
            return found.lookAtCopy(look);
        } finally {
            looks.release();
        }
    }

    /** Hands every lead over as far as the others take it in time, then stops. Safe to repeat. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        watch.stop();
        handOver();
        scans.close();
        try {
            server.close();
        } catch (IOException | RuntimeException e) {
            LOG.warn("the RaftServer did not close cleanly", e);
        }
        hosted.values().forEach(HostedTablet::close);
        lanes.forEach(Lane::close);
        fetching.shutdownNow();
        flushing.shutdownNow();
        RatisMeters.inUse().detach(parts.meters());
    }

    /** What this node has of a tablet. */
    Optional<HostedTablet> hosted(TabletId tablet) {
        return Optional.ofNullable(hosted.get(tablet));
    }

    private void handOver() {
        CompletableFuture<?>[] offers = hosted.values().stream()
                .filter(HostedTablet::leads)
                .map(this::offer)
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(offers).get(config.limits().closeMax().toMillis(), TimeUnit.MILLISECONDS);
            // An heir's first entry begins a new segment, upon which Ratis looks for cached ones to forget; if the log
            // is closed meanwhile, each waits for the other (SegmentedRaftLog.close joins the thread that waits for its
            // lock). So let them come first.
            Thread.sleep(HEIRS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("stopping with leads that no other node took reason={}", Failures.text(e));
        }
    }

    private void giveAway(HostedTablet led) {
        CompletableFuture<Void> unused = offer(led).whenComplete((done, thrown) -> {
            if (thrown != null) {
                LOG.warn("no other node took the lead tablet={} reason={}", led.tablet(), Failures.text(thrown));
            }
        });
    }

    private CompletableFuture<Void> offer(HostedTablet led) {
        return HandOver.toNearest(led, server, submit);
    }

    private StateMachine newStateMachine(RaftGroupId group) {
        TabletId tablet = groups.tabletOf(group);
        Lane lane = lanes.get(tablet.value() % lanes.size());
        HostedTablet made = new HostedTablet(tablet, group, config, parts, submit, lane, fetching, scans, space::isLow);
        hosted.put(tablet, made);
        return made.stateMachine();
    }

    private SnapshotDuty newDuty(HostedTablet of) {
        return new SnapshotDuty(of, config, parts, submit, flushing, System.nanoTime());
    }

    private <T> CompletableFuture<T> notHeld(TabletId tablet) {
        return CompletableFuture.failedFuture(
                ProposeFailure.notLeader("this node does not lead " + tablet, leaderOf(tablet)));
    }

    /** Ratis answers a port in use with System.exit. */
    private static void checkPort(RaftConfig config) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(config.bindHost(), config.port()));
        } catch (IOException e) {
            throw new IOException("cannot listen on " + config.bindHost() + ":" + config.port() + " for Raft", e);
        }
    }

    private static Throwable root(Throwable thrown) {
        Throwable inner = thrown;
        while (inner.getCause() != null && (inner instanceof CompletionException || inner.getCause() != inner)) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static @Nullable Void done() {
        return null;
    }
}
