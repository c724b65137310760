package io.sluice.node.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.sluice.node.app.config.MemberSettings;
import io.sluice.node.app.config.NodeConfig;
import io.sluice.node.cluster.CatalogCache;
import io.sluice.node.cluster.Formation;
import io.sluice.node.cluster.LeadTransfers;
import io.sluice.node.cluster.Members;
import io.sluice.node.cluster.NodeAddress;
import io.sluice.node.cluster.PeerCheckpoints;
import io.sluice.node.cluster.PeerLinks;
import io.sluice.node.cluster.PeerServer;
import io.sluice.node.cluster.ReplicaComparison;
import io.sluice.node.cluster.ReplicaDigest;
import io.sluice.node.cluster.ReplicaDigests;
import io.sluice.node.cluster.ReplicaKeeper;
import io.sluice.node.cluster.Router;
import io.sluice.node.cluster.Survey;
import io.sluice.node.cluster.TabletRouter;
import io.sluice.node.command.CatalogCommand;
import io.sluice.node.edge.queue.PayloadSieves;
import io.sluice.node.leader.CatalogDuties;
import io.sluice.node.leader.Leadership;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.PeerTls;
import io.sluice.node.raft.RaftHost;
import io.sluice.node.raft.RaftParts;
import io.sluice.node.raft.Tablets;
import io.sluice.node.state.StateDigest;
import io.sluice.node.storage.StoreEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The floors between disk and edge, wired: storage, raft, cluster, leader. */
final class Replication {
    private static final Logger LOG = LoggerFactory.getLogger(Replication.class);
    private static final int TIMER_TICK_MILLIS = 10;

    /** How soon a node notices that the catalog wants a replica of it that it does not hold. */
    private static final long KEEPER_MILLIS = 500;

    /** A round asks every node how it is, and what two rounds agree on is done: leads follow within two of them. */
    private static final long DUTIES_MILLIS = 2_000;

    /** How old the figures of queues may be; they cost a read of every led queue, and are asked for every 15 s. */
    private static final long METERS_MILLIS = 5_000;

    private static final int SECRET_BYTES = 32;

    private final NodeConfig config;
    private final Optional<PeerTls> tls;
    private final Path dataDir;
    private final String version;
    private final MeterRegistry meters;
    private final Fatal fatal;
    private final StopOrder stopOrder;
    private final long beganNanos = System.nanoTime();
    private final CompletableFuture<Tablets> tabletsLater = new CompletableFuture<>();
    private final CompletableFuture<CatalogCache> catalogLater = new CompletableFuture<>();
    private final CompletableFuture<Router> routerLater = new CompletableFuture<>();

    Replication(
            NodeConfig config,
            Optional<PeerTls> tls,
            Path dataDir,
            String version,
            MeterRegistry meters,
            Fatal fatal,
            StopOrder stopOrder) {
        this.config = config;
        this.tls = tls;
        this.dataDir = dataDir;
        this.version = version;
        this.meters = meters;
        this.fatal = fatal;
        this.stopOrder = stopOrder;
    }

    /** What the edge needs of the floors below it. */
    record Running(
            Members members,
            Tablets tablets,
            CatalogCache catalog,
            Router router,
            Survey survey,
            LeadTransfers transfers,
            ReplicaComparison comparison,
            HashedWheelTimer timer) {
        /** Why this node should not be sent work yet. */
        Optional<String> obstacle() {
            if (catalog.cluster().isEmpty()) {
                return Optional.of("the catalog is not known yet");
            }
            List<TabletId> leaderless = tablets.held().stream()
                    .filter(tablet -> router.leaderOf(tablet).isEmpty())
                    .toList();
            return leaderless.isEmpty() ? Optional.empty() : Optional.of("no leader is known of " + leaderless);
        }
    }

    /** Starts everything; blocks until this node belongs to a cluster. */
    Running start() throws StartException {
        try {
            return run();
        } catch (IOException e) {
            throw new StartException(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException(ExitCode.UNAVAILABLE, "interrupted while waiting for the cluster to form", e);
        }
    }

    private Running run() throws IOException, InterruptedException, StartException {
        HashedWheelTimer timer =
                new HashedWheelTimer(new DefaultThreadFactory("timer", true), TIMER_TICK_MILLIS, TimeUnit.MILLISECONDS);
        stopOrder.add("timer", timer::stop);
        Members members = members();
        PeerLinks links = new PeerLinks(members, tls);
        stopOrder.add("peer-links", links::close);
        Formation formation = new Formation(members, links, dataDir);
        PeerServer peers = new PeerServer(
                members,
                formation,
                config.bindAddress(),
                tls,
                version,
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos));
        peers.start();
        stopOrder.add("peer-server", peers::close);
        String clusterId = formation.await();
        StoreEngine engine = new StoreEngine(FloorConfigs.store(config.storage()));
        stopOrder.add("storage", engine::close);
        StoreMeters storeMeters = new StoreMeters(meters, engine);
        // Its tasks need no bound of their own: two for each term of a tablet, one for each pair of tablets with post,
        // and one for each queue with something due, never a second of the same before the first has ended.
        ExecutorService leading = Executors.newSingleThreadExecutor(new DefaultThreadFactory("leader", true));
        stopOrder.add("leader-work", leading::shutdownNow);
        Leadership leadership = new Leadership(
                tabletsLater::join, catalogLater::join, routerLater::join, System::currentTimeMillis, timer, leading);
        RaftHost host = RaftHost.start(
                FloorConfigs.raft(config, clusterId, members, dataDir.resolve("raft"), tls),
                new RaftParts(
                        tablet -> Machines.create(new PayloadSieves()),
                        StoreOfTablet.opener(engine, storeMeters),
                        leadership,
                        new PeerCheckpoints(links),
                        System::currentTimeMillis,
                        meters,
                        cause -> fatal.broken("the replicas cannot go on", cause)));
        stopOrder.add("raft", host::close);
        CatalogCache catalog = new CatalogCache(host);
        catalogLater.complete(catalog);
        tabletsLater.complete(host);
        joinCatalog(formation, host, members);
        ReplicaDigests digests = new ReplicaDigests((tablet, wanted) -> digest(host, tablet, wanted));
        stopOrder.add("replica-digests", digests::close);
        peers.join(host, leadership, host::withCheckpoint, digests);
        Router router = new TabletRouter(members, host, leadership, links, catalog, timer);
        routerLater.complete(router);
        leadership.start();
        stopOrder.add("leadership", leadership::close);
        Survey survey = new Survey(members, links, peers);
        LeadTransfers transfers = new LeadTransfers(members, host, links);
        startRounds(
                new ReplicaKeeper(members, host, catalog, router),
                new CatalogDuties(host, router, survey, transfers, () -> form(clusterId, members)),
                new QueueMeters(leadership, host, System::currentTimeMillis, meters));
        ReplicaComparison comparison = new ReplicaComparison(members, links, digests, timer);
        return new Running(members, host, catalog, router, survey, transfers, comparison, timer);
    }

    private static Optional<ReplicaDigest> digest(RaftHost host, TabletId tablet, BooleanSupplier wanted)
            throws IOException {
        return host.lookAtCopy(
                tablet,
                (position, rows) ->
                        StateDigest.of(rows, Machines.TABLES, wanted).map(state -> new ReplicaDigest(position, state)));
    }

    private void joinCatalog(Formation formation, RaftHost host, Members members) throws StartException {
        if (!formation.joined()) {
            host.create(TabletId.CATALOG, members.all()).join();
            formation.noteJoined();
        } else if (!host.held().contains(TabletId.CATALOG)) {
            throw new StartException(
                    ExitCode.UNAVAILABLE,
                    "this node once held the catalog and does not any more: its disk was lost; replace the node",
                    null);
        }
    }

    private void startRounds(ReplicaKeeper keeper, CatalogDuties duties, QueueMeters queueMeters) {
        Rounds rounds = new Rounds(LOG);
        stopOrder.add("rounds", rounds::close);
        rounds.every(KEEPER_MILLIS, "replica-keeper", keeper::tend);
        rounds.every(DUTIES_MILLIS, "catalog-duties", duties::round);
        rounds.every(METERS_MILLIS, "queue-meters", queueMeters::measure);
    }

    private CatalogCommand.Form form(String clusterId, Members members) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return new CatalogCommand.Form(
                clusterId,
                HexFormat.of().formatHex(secret),
                members.all(),
                config.cluster().dataTablets());
    }

    private Members members() {
        return new Members(
                config.nodeId(),
                config.cluster().members().stream().map(Replication::address).toList());
    }

    private static NodeAddress address(MemberSettings member) {
        return new NodeAddress(
                member.id(), member.host(), member.grpcPort(), member.httpPort(), member.peerPort(), member.raftPort());
    }
}
