package io.sluice.node.cluster;

import io.grpc.StatusRuntimeException;
import io.sluice.node.cluster.Identity.Phase;
import io.sluice.node.model.NodeId;
import io.sluice.peer.v1.FormRequest;
import io.sluice.peer.v1.StatusRequest;
import io.sluice.peer.v1.StatusResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Founds the cluster, once. The member with the smallest id founds it when every member answers and
 * none belongs to a cluster; all others wait to be told. A node whose directory is empty while its
 * peers belong to a cluster has lost its disk: it must not make empty replicas and vote with them,
 * so it waits and says so (ADR 0013).
 */
public final class Formation {
    private static final Logger LOG = LoggerFactory.getLogger(Formation.class);
    private static final long ASK_MILLIS = 2_000;
    private static final long PAUSE_MILLIS = 200;
    private static final int PAUSES_PER_LINE = 25;

    private final Members members;
    private final PeerLinks links;
    private final Path directory;
    private Optional<Identity> identity;

    /** The formation of the cluster that a data directory belongs to. */
    public Formation(Members members, PeerLinks links, Path directory) {
        this.members = members;
        this.links = links;
        this.directory = directory;
        this.identity = Identity.read(directory);
        identity.ifPresent(known -> {
            if (!known.nodeId().equals(members.self().value())) {
                throw new IllegalStateException("the data directory " + directory + " belongs to node " + known.nodeId()
                        + ", but this node is configured as " + members.self());
            }
        });
    }

    /** Identity of the cluster; empty while this node belongs to none. */
    public synchronized String clusterId() {
        return identity.map(Identity::clusterId).orElse("");
    }

    /** True when this node has once made its replica of the catalog. */
    public synchronized boolean joined() {
        return identity.map(known -> known.phase() == Phase.JOINED).orElse(false);
    }

    /** Notes that this node has made its replica of the catalog, so that it never makes an empty one again. */
    public synchronized void noteJoined() {
        identity.ifPresent(known -> become(known.with(Phase.JOINED)));
    }

    /** Another node founds the cluster with this one; telling again changes nothing. */
    synchronized void formedBy(String clusterId, List<NodeId> nodes) {
        if (identity.isPresent()) {
            if (!identity.get().clusterId().equals(clusterId)) {
                throw new IllegalStateException(
                        members.self() + " belongs to cluster " + identity.get().clusterId());
            }
            return;
        }
        if (!nodes.equals(members.all())) {
            throw new IllegalStateException("the founder's members are " + nodes + ", those configured here are "
                    + members.all() + "; give every node the same members");
        }
        become(new Identity(clusterId, members.self().value(), Phase.FORMED));
        notifyAll();
    }

    /** Waits until this node belongs to a cluster; founds it when that is this node's part. */
    public String await() throws InterruptedException {
        for (int pauses = 0; ; pauses++) {
            Optional<Identity> known = current();
            if (known.isPresent() && known.get().phase() != Phase.FOUNDING) {
                return known.get().clusterId();
            }
            String obstacle = known.isPresent() ? tellAll(known.get()) : ask();
            if (obstacle.isEmpty()) {
                continue;
            }
            if (pauses % PAUSES_PER_LINE == PAUSES_PER_LINE - 1) {
                LOG.info("waiting to form a cluster: {}", obstacle);
            }
            synchronized (this) {
                wait(PAUSE_MILLIS);
            }
        }
    }

    /** Founds the cluster if this node may; returns what is in the way, or an empty text. */
    private String ask() {
        boolean founder = members.all().get(0).equals(members.self());
        List<String> silent = new ArrayList<>();
        for (NodeId node : members.others()) {
            Optional<StatusResponse> status = status(node);
            if (status.isEmpty()) {
                silent.add(node.value());
            } else if (status.get().getFormed() && founder) {
                return node + " belongs to cluster " + status.get().getClusterId() + " but this node's directory "
                        + directory + " is empty: it has lost its disk and must be replaced";
            }
        }
        if (!founder) {
            return "member " + members.all().get(0) + " founds it"
                    + (silent.isEmpty() ? "" : "; no answer from " + silent);
        }
        if (!silent.isEmpty()) {
            return "no answer from " + silent;
        }
        synchronized (this) {
            if (identity.isEmpty()) {
                become(new Identity(UUID.randomUUID().toString(), members.self().value(), Phase.FOUNDING));
                LOG.info("founding cluster {} with {}", clusterId(), members.all());
            }
        }
        return "";
    }

    private String tellAll(Identity founding) {
        FormRequest.Builder request = FormRequest.newBuilder().setClusterId(founding.clusterId());
        members.all().forEach(node -> request.addNodes(node.value()));
        for (NodeId node : members.others()) {
            try {
                var unused = links.to(node).blockingStub(ASK_MILLIS).form(request.build());
            } catch (StatusRuntimeException e) {
                return node + " could not be told: " + e.getStatus();
            }
        }
        synchronized (this) {
            become(founding.with(Phase.FORMED));
        }
        return "";
    }

    private Optional<StatusResponse> status(NodeId node) {
        try {
            return Optional.of(links.to(node).blockingStub(ASK_MILLIS).status(StatusRequest.getDefaultInstance()));
        } catch (StatusRuntimeException e) {
            return Optional.empty();
        }
    }

    private synchronized Optional<Identity> current() {
        return identity;
    }

    private synchronized void become(Identity next) {
        next.write(directory);
        identity = Optional.of(next);
    }
}
