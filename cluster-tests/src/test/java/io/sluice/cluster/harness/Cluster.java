package io.sluice.cluster.harness;

import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.sluice.api.v1.CompareReplicasRequest;
import io.sluice.api.v1.CompareReplicasResponse;
import io.sluice.api.v1.CreateQueueRequest;
import io.sluice.api.v1.ListNodesRequest;
import io.sluice.api.v1.ListTabletsRequest;
import io.sluice.api.v1.NodeStatus;
import io.sluice.api.v1.TabletStatus;
import io.sluice.cluster.check.ReplicaCheck;
import io.sluice.cluster.check.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.awaitility.core.ConditionTimeoutException;

/** Some nodes on this machine, each a process with ports, directory and log of its own. */
public final class Cluster implements AutoCloseable {
    /** Within this a cluster is whole again after any fault (C4). */
    public static final Duration HEALTHY_WITHIN = Duration.ofSeconds(60);

    private static final Duration COMPARED_WITHIN = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Path directory;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Thread killer = new Thread(this::kill, "cluster-killer");

    private String scheme = "http://";

    private Cluster(Path directory) {
        this.directory = directory;
    }

    /** Starts new nodes, in a directory that is emptied before, and waits until every tablet has a leader. */
    public static Cluster start(ClusterPlan plan, Path directory) throws IOException {
        return start(plan, directory, ClassArchive.options());
    }

    static Cluster start(ClusterPlan plan, Path directory, List<String> jvmOptions) throws IOException {
        Directories.delete(directory);
        Cluster cluster = new Cluster(Files.createDirectories(directory).toAbsolutePath());
        cluster.prepare(plan, jvmOptions);
        Runtime.getRuntime().addShutdownHook(cluster.killer); // no node outlives the tests
        try {
            cluster.nodes.forEach(NodeProcess::start);
            cluster.awaitLed();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw new IllegalStateException("the cluster did not start; see the logs in " + cluster.directory, e);
        }
    }

    private void prepare(ClusterPlan plan, List<String> jvmOptions) throws IOException {
        Optional<Path> authorities = Optional.empty();
        if (plan.tls()) {
            Certificates certificates = Certificates.in(directory);
            certificates.issue();
            authorities = Optional.of(certificates.authorities());
        }
        scheme = plan.tls() ? "https://" : "http://";
        List<Integer> ports = Ports.free(4 * plan.nodes());
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < plan.nodes(); i++) {
            List<Integer> own = ports.subList(4 * i, 4 * i + 4);
            members.add(new Member("n" + (i + 1), own.get(0), own.get(1), own.get(2), own.get(3)));
        }
        for (Member member : members) {
            int number = nodes.size() + 1;
            Path data = plan.dataDirectories().getOrDefault(number, directory.resolve(member.id() + "-data"));
            NodeProcess node = new NodeProcess(member, directory, data.toAbsolutePath(), plan, jvmOptions);
            node.writeConfiguration(members);
            nodes.add(node);
            endpoints.add(new Endpoint(member.id(), member.grpcPort(), authorities, plan.bearer()));
        }
    }

    /** The node with this number, counted from 1. */
    public NodeProcess node(int number) {
        return nodes.get(number - 1);
    }

    /** The node with this id. */
    public NodeProcess node(String id) {
        return nodes.stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no node '" + id + "'"));
    }

    /** All nodes in order of their numbers. */
    public List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    /** The gRPC faces in the same order. */
    public List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /** The gRPC face of one node. */
    public Endpoint endpoint(NodeProcess node) {
        return endpoints.get(nodes.indexOf(node));
    }

    /** Address of a node's HTTP face. */
    public String httpAddress(NodeProcess node) {
        return scheme + Member.HOST + ":" + node.member().httpPort();
    }

    /** Where configuration, logs and data are. */
    public Path directory() {
        return directory;
    }

    /** Creates a queue, waiting until some node can. Attributes are by AWS name. */
    public String createQueue(String name, Map<String, String> attributes) {
        CreateQueueRequest request = CreateQueueRequest.newBuilder()
                .setQueueName(name)
                .putAllAttributes(attributes)
                .build();
        return anyNode("create the queue " + name, endpoint -> endpoint.queues().createQueue(request))
                .getQueueUrl();
    }

    /** The tablets as any node that answers describes them. */
    public List<TabletStatus> tablets() {
        return anyNode(
                        "list tablets",
                        endpoint -> endpoint.admin().listTablets(ListTabletsRequest.getDefaultInstance()))
                .getTabletsList();
    }

    /** The nodes as any node that answers describes them. */
    public List<NodeStatus> nodeStatuses() {
        return anyNode("list nodes", endpoint -> endpoint.admin().listNodes(ListNodesRequest.getDefaultInstance()))
                .getNodesList();
    }

    /** The node that leads the data tablet with the most resources: that of the only queue, if there is one. */
    public NodeProcess leader() {
        return node(busiest().getLeaderNodeId());
    }

    /** The data tablet with the most resources; waits for it to have a leader. */
    public TabletStatus busiest() {
        return await("a leader of the busiest tablet, see " + directory)
                .atMost(HEALTHY_WITHIN)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(NoAnswer.class)
                .until(
                        this::findBusiest,
                        found -> found.map(tablet -> !tablet.getLeaderNodeId().isEmpty())
                                .orElse(false))
                .orElseThrow();
    }

    private Optional<TabletStatus> findBusiest() {
        return tablets().stream()
                .filter(tablet -> tablet.getTabletId() > 0)
                .max(Comparator.comparingLong(TabletStatus::getResources));
    }

    /** A node that runs and does not lead the busiest tablet. */
    public NodeProcess follower() {
        return otherThan(leader());
    }

    /** The first node that runs and is not this one. */
    public NodeProcess otherThan(NodeProcess one) {
        return nodes.stream()
                .filter(node -> node.isAlive() && node != one)
                .findFirst()
                .orElseThrow();
    }

    /** The node that leads the tablet of this very queue; waits until all nodes that run agree on one that runs. */
    public NodeProcess leaderOf(String queueUrl) {
        return await("one leader of " + queueUrl + ", see " + directory)
                .atMost(HEALTHY_WITHIN)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                .until(() -> findLeaderOf(queueUrl), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<NodeProcess> findLeaderOf(String queueUrl) {
        List<String> named = nodes.stream()
                .filter(NodeProcess::isAlive)
                .map(node -> Requests.leaderAddress(endpoint(node), queueUrl))
                .distinct()
                .toList();
        return nodes.stream()
                .filter(node ->
                        node.isAlive() && named.equals(List.of(endpoint(node).address())))
                .findFirst();
    }

    /** The node that leads the catalog; waits for it to have a leader. */
    public NodeProcess catalogLeader() {
        return node(await("a leader of the catalog, see " + directory)
                .atMost(HEALTHY_WITHIN)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(NoAnswer.class)
                .until(() -> tablets().get(0).getLeaderNodeId(), id -> !id.isEmpty()));
    }

    /** Waits until every node answers and every tablet has a leader and all its replicas. */
    public void awaitLed() {
        await("every tablet led, see " + directory)
                .atMost(HEALTHY_WITHIN)
                .pollInterval(POLL)
                .ignoreExceptionsMatching(e -> e instanceof StatusRuntimeException)
                .until(this::isLed);
    }

    private boolean isLed() {
        for (NodeProcess node : nodes) {
            if (!node.isAlive()) {
                throw new IllegalStateException(node + " ended; see " + node.log());
            }
        }
        // Every node is asked itself: the others hold a dead one for reachable for a moment.
        return endpoints.stream().allMatch(this::seesAllLed);
    }

    private boolean seesAllLed(Endpoint endpoint) {
        List<NodeStatus> statuses = endpoint.admin()
                .listNodes(ListNodesRequest.getDefaultInstance())
                .getNodesList();
        List<TabletStatus> tablets = endpoint.admin()
                .listTablets(ListTabletsRequest.getDefaultInstance())
                .getTabletsList();
        return statuses.size() == nodes.size()
                && statuses.stream().allMatch(NodeStatus::getReachable)
                && tablets.size() > 1
                && tablets.stream().noneMatch(tablet -> tablet.getLeaderNodeId().isEmpty());
    }

    /** Waits until all replicas have applied all that is committed and are equal (C2); returns what is otherwise. */
    public List<Violation> awaitConverged() {
        ReplicaCheck check = new ReplicaCheck(nodes.size());
        List<Violation> last = new ArrayList<>(List.of(new Violation("C2", "no node told how the replicas are")));
        try {
            await("replicas alike")
                    .atMost(HEALTHY_WITHIN)
                    .pollInterval(POLL)
                    .ignoreExceptionsInstanceOf(NoAnswer.class)
                    .until(() -> {
                        List<Violation> found = new ArrayList<>(check.check(tablets()));
                        boolean differ = found.isEmpty() && compare(check, found);
                        last.clear();
                        last.addAll(found);
                        return found.isEmpty() || differ;
                    });
        } catch (ConditionTimeoutException e) {
            return List.copyOf(last); // what was still wrong at the deadline
        }
        return List.copyOf(last);
    }

    /** Adds what the digests of all replicas say; true when some differ, which no waiting makes good. */
    private boolean compare(ReplicaCheck check, List<Violation> found) {
        boolean differ = false;
        for (TabletStatus tablet : tablets()) {
            CompareReplicasResponse compared = compareReplicas(tablet.getTabletId());
            found.addAll(check.check(tablet.getTabletId(), compared));
            differ |= ReplicaCheck.differ(compared);
        }
        return differ;
    }

    /** Digests of all replicas of a tablet, as any node that answers has them from all nodes. */
    public CompareReplicasResponse compareReplicas(int tabletId) {
        CompareReplicasRequest request =
                CompareReplicasRequest.newBuilder().setTabletId(tabletId).build();
        return anyNode(
                "compare the replicas of tablet " + tabletId,
                endpoint -> endpoint.admin(COMPARED_WITHIN).compareReplicas(request));
    }

    /** None of the nodes that run could answer; another moment it may be otherwise. */
    private static final class NoAnswer extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NoAnswer(String text) {
            super(text);
        }
    }

    private <R> R anyNode(String what, Function<Endpoint, R> call) {
        StringBuilder failures = new StringBuilder();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).isAlive()) {
                try {
                    return call.apply(endpoints.get(i));
                } catch (StatusRuntimeException e) {
                    failures.append(' ').append(nodes.get(i)).append(": ").append(e.getStatus());
                }
            }
        }
        throw new NoAnswer("no node could " + what + ";" + failures);
    }

    private void kill() {
        nodes.forEach(NodeProcess::kill);
    }

    /** Ends all nodes. Files stay. */
    @Override
    public void close() {
        endpoints.forEach(Endpoint::close);
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException e) {
            // The process is ending already; the hook runs once more and finds nothing to kill.
            killer.setName("cluster-killer-at-exit");
        }
    }
}
