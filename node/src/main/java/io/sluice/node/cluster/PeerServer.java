package io.sluice.node.cluster;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.CheckpointSource;
import io.sluice.node.raft.PeerTls;
import io.sluice.node.raft.Tablets;
import io.sluice.peer.v1.FetchCheckpointResponse;
import io.sluice.peer.v1.ForwardRequest;
import io.sluice.peer.v1.ForwardResponse;
import io.sluice.peer.v1.ReplicaReport;
import io.sluice.peer.v1.StatusResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Listens for the peers. It is up before the node has joined its cluster, for founding needs it. */
public final class PeerServer implements AutoCloseable {
    private static final int MESSAGE_BYTES_MAX = 16 << 20;

    /** Peers that ask more often than this whether we live are sent away; well below {@link PeerLink}'s own. */
    private static final int PING_SECONDS_MIN = 1;

    private final Members members;
    private final Formation formation;
    private final String version;
    private final LongSupplier uptimeMillis;
    private final PeerService service;
    private final Server server;
    private final Shipping shipping = new Shipping();
    private volatile @Nullable Tablets replicas;

    /** A server on this node's peer port at the given interface. */
    public PeerServer(
            Members members,
            Formation formation,
            String bindHost,
            Optional<PeerTls> tls,
            String version,
            LongSupplier uptimeMillis) {
        this.members = members;
        this.formation = formation;
        this.version = version;
        this.uptimeMillis = uptimeMillis;
        this.service = new PeerService(formation, this::status);
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                new InetSocketAddress(bindHost, members.address(members.self()).peerPort()));
        tls.map(PeerContexts::server).ifPresent(builder::sslContext);
        this.server = builder.addService(service)
                .maxInboundMessageSize(MESSAGE_BYTES_MAX)
                .permitKeepAliveTime(PING_SECONDS_MIN, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .directExecutor()
                .build();
    }

    /** Begins to listen. */
    public void start() throws IOException {
        server.start();
    }

    /** Begins to serve what needs the replicas. */
    public void join(Tablets tablets, LocalTablets local, Checkpoints checkpoints, ReplicaDigests digests) {
        service.join(new PeerService.Joined() {
            @Override
            public StreamObserver<ForwardRequest> forward(ServerCallStreamObserver<ForwardResponse> responses) {
                return new ForwardedCalls(local, responses);
            }

            @Override
            public Tablets tablets() {
                return tablets;
            }

            @Override
            public ReplicaDigests digests() {
                return digests;
            }

            @Override
            public void sendCheckpoint(TabletId tablet, ServerCallStreamObserver<FetchCheckpointResponse> responses) {
                shipping.ship(tablet, responses, checkpoints);
            }
        });
        replicas = tablets;
    }

    /** Where checkpoints come from. */
    public interface Checkpoints {
        /** Makes a checkpoint of a replica, lends it, and deletes it. */
        <R> R withCheckpoint(TabletId tablet, CheckpointSource.Use<R> use) throws IOException;
    }

    /** How this node is, as it tells its peers. */
    StatusResponse status() {
        StatusResponse.Builder status = StatusResponse.newBuilder()
                .setNodeId(members.self().value())
                .setClusterId(formation.clusterId())
                .setFormed(!formation.clusterId().isEmpty())
                .setUptimeMillis(uptimeMillis.getAsLong())
                .setVersion(version);
        Tablets tablets = replicas;
        if (tablets != null) {
            status.setDiskLow(tablets.diskLow());
            tablets.held()
                    .forEach(tablet -> tablets.replica(tablet).ifPresent(replica -> {
                        status.addReplicas(ReplicaReport.newBuilder()
                                .setTablet(tablet.value())
                                .setRole(replica.role())
                                .setReady(replica.ready())
                                .setTerm(replica.term())
                                .setLeader(
                                        replica.leader().map(Object::toString).orElse(""))
                                .setCommitIndex(replica.commitIndex())
                                .setAppliedIndex(replica.appliedIndex())
                                .setSnapshotIndex(replica.snapshotIndex()));
                    }));
        }
        return status.build();
    }

    @Override
    public void close() {
        shipping.close();
        server.shutdown();
        try {
            if (!server.awaitTermination(1, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
