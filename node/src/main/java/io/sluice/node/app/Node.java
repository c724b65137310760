package io.sluice.node.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.node.app.config.AccessSettings;
import io.sluice.node.app.config.MemberSettings;
import io.sluice.node.app.config.NodeConfig;
import io.sluice.node.app.config.TlsSettings;
import io.sluice.node.app.tls.NodeTls;
import io.sluice.node.app.tls.TlsException;
import io.sluice.node.edge.EdgeServer;
import io.sluice.node.edge.EdgeTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: makes every part of a node, starts them from the disk upward, and stops them
 * in reverse. The only long list of {@code new}.
 */
final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final NodeConfig config;
    private final String version;
    private final Fatal fatal;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Readiness readiness = new Readiness();
    private final StopOrder stopOrder = new StopOrder();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** A node that does nothing until it is started; {@code fatal} is handed to whoever may find itself broken. */
    Node(NodeConfig config, String version, Fatal fatal) {
        this.config = config;
        this.version = version;
        this.fatal = fatal;
    }

    /** Starts everything; returns when the node runs, which is before it is ready. */
    void start() throws StartException {
        long began = System.nanoTime();
        InetAddress bind = bindAddress();
        NodeTls tls = certificates(bind);
        DataDir dataDir = DataDir.open(config.dataDir(), config.nodeId());
        stopOrder.add("data-dir", dataDir::close);
        registry.config().commonTags("node", config.nodeId().value()).meterFilter(new Histograms());
        Gauge.builder("sluice.node.ready", readiness, answer -> answer.reasons().isEmpty() ? 1 : 0)
                .description("1 while the node is ready for work; /readyz tells why it is not")
                .register(registry);
        ProcessMeters meters = new ProcessMeters(registry, dataDir.path(), version);
        stopOrder.add("meters", meters::close);

        tls.watch(registry);
        stopOrder.add("certificate-watch", tls::close);
        // First of all faces, so that a node that recovers for long says so; last to stop, for the same reason.
        HttpFace http = startHttp(bind, tls.edge());
        Replication.Running running =
                new Replication(config, tls.peers(), dataDir.path(), version, registry, fatal, stopOrder).start();
        readiness.require(running::obstacle);
        EdgeServer edge = Faces.start(config, tls.edge(), dataDir.path(), running, registry, stopOrder, http);
        edge.serve();
        readiness.started();
        sayStarted(dataDir, began);
    }

    /** Stops everything within {@code stopTimeout}; does nothing the second time. */
    void stop() {
        LOG.info("stopping");
        readiness.stopping();
        fatal.expectStop();
        boolean orderly = stopOrder.stop(config.stopTimeout());
        LOG.atInfo().addKeyValue("orderly", orderly).log("stopped");
        stopped.countDown();
    }

    /** Returns when the node has been stopped. */
    void awaitStop() throws InterruptedException {
        stopped.await();
    }

    private InetAddress bindAddress() throws StartException {
        try {
            InetAddress address = InetAddress.getByName(config.bindAddress());
            if (!address.isLoopbackAddress() && config.access().mode() == AccessSettings.Mode.DEVELOPMENT) {
                throw new StartException(
                        ExitCode.CONFIG,
                        "access.mode development is for loopback, and bindAddress is " + config.bindAddress(),
                        null);
            }
            return address;
        } catch (UnknownHostException unknown) {
            throw new StartException(
                    ExitCode.UNAVAILABLE, "bindAddress " + config.bindAddress() + " is not known", unknown);
        }
    }

    private NodeTls certificates(InetAddress bind) throws StartException {
        TlsSettings settings = config.tls();
        if (!bind.isLoopbackAddress() && settings.servesClients() && !settings.servesPeers()) {
            throw new StartException(
                    ExitCode.CONFIG,
                    "tls.certificateFile protects what clients send, and the nodes would pass it on in the clear over "
                            + config.bindAddress() + ": give tls.peerCaFile, the authority of the nodes' certificates",
                    null);
        }
        if (!bind.isLoopbackAddress() && settings.servesPeers() && !settings.servesClients()) {
            LOG.atWarn()
                    .addKeyValue("bindAddress", config.bindAddress())
                    .log("nodes speak over TLS, clients in the clear: give tls.certificateFile");
        }
        try {
            return NodeTls.load(
                    settings,
                    config.cluster().members().stream()
                            .map(MemberSettings::host)
                            .toList());
        } catch (TlsException refused) {
            throw new StartException(ExitCode.CONFIG, "tls: " + refused.getMessage(), refused);
        }
    }

    private HttpFace startHttp(InetAddress bind, Optional<EdgeTls> tls) throws StartException {
        InetSocketAddress address = new InetSocketAddress(bind, config.self().httpPort());
        HttpFace http =
                new HttpFace(address, config.http(), tls, registry, Liveness::deadlockedThreads, readiness::reasons);
        http.start();
        stopOrder.add("http", http::close);
        return http;
    }

    private String tlsWords() {
        String clients = config.tls().servesClients() ? "clients" : "";
        String peers = config.tls().servesPeers() ? "peers" : "";
        String both = clients + (clients.isEmpty() || peers.isEmpty() ? "" : "+") + peers;
        return both.isEmpty() ? "none" : both;
    }

    private void sayStarted(DataDir dataDir, long began) {
        MemberSettings self = config.self();
        LOG.atInfo()
                .addKeyValue("node", config.nodeId())
                .addKeyValue("version", version)
                .addKeyValue("pid", ProcessHandle.current().pid())
                .addKeyValue("bind", config.bindAddress())
                .addKeyValue("grpc", self.grpcPort())
                .addKeyValue("http", self.httpPort())
                .addKeyValue("peer", self.peerPort())
                .addKeyValue("raft", self.raftPort())
                .addKeyValue("tls", tlsWords())
                .addKeyValue("dataDir", dataDir.path().toAbsolutePath())
                .addKeyValue("tookMillis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
                .log("node started");
    }
}
