package io.sluice.node.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.node.app.config.NodeConfig;
import io.sluice.node.cluster.ClusterAdministration;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.AdminEndpoint;
import io.sluice.node.edge.EdgeConfig;
import io.sluice.node.edge.EdgeServer;
import io.sluice.node.edge.EdgeTls;
import io.sluice.node.edge.access.CertificateScopes;
import io.sluice.node.edge.call.ApiMetrics;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.Callers;
import io.sluice.node.edge.call.CertificateCallers;
import io.sluice.node.edge.keys.KeyTasks;
import io.sluice.node.edge.queue.QueueEndpoint;
import io.sluice.node.edge.queue.Receipts;
import io.sluice.node.edge.wire.WireEndpoint;
import io.sluice.node.edge.wire.shape.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public faces, gRPC and AWS, wired to the floors below them. */
final class Faces {
    private static final Logger LOG = LoggerFactory.getLogger(Faces.class);

    private Faces() {}

    static EdgeServer start(
            NodeConfig config,
            Optional<EdgeTls> tls,
            Path dataDir,
            Replication.Running running,
            MeterRegistry meters,
            StopOrder stopOrder,
            HttpFace http)
            throws StartException {
        EdgeConfig edge = FloorConfigs.edge(config);
        ScheduledThreadPoolExecutor timer = timer(stopOrder);
        SecureRandom random = new SecureRandom();
        CallIds ids = new CallIds(random);
        Rounds rounds = new Rounds(LOG);
        stopOrder.add("edge-rounds", rounds::close);
        AccessParts access = AccessParts.of(config, edge, dataDir, running, random, rounds);
        Callers callers = known(tls, edge.account(), FloorConfigs.scopes(config.tls()), access.callers());
        QueueEndpoint queues = new QueueEndpoint(new QueueEndpoint.Parts(
                running.members().self(),
                running.router(),
                callers,
                edge.addresses(),
                new Receipts(() -> running.catalog().cluster().map(Reply.Cluster::secret)),
                ids,
                edge.times(),
                node -> running.members().address(node).grpc(),
                timer,
                System::currentTimeMillis));
        ApiMetrics metrics = new ApiMetrics(meters);
        EdgeServer server = new EdgeServer(
                edge,
                tls,
                queues,
                new AdminEndpoint(
                        administration(running),
                        ids,
                        edge.times(),
                        access.mode(),
                        callers,
                        new KeyTasks(running.router(), ids, access.seal(), random)),
                metrics);
        try {
            server.start();
        } catch (IOException e) {
            throw new StartException(ExitCode.UNAVAILABLE, "gRPC port " + edge.port() + ": " + e.getMessage(), e);
        }
        stopOrder.add("edge", server::close);
        http.serve(new WireEndpoint(new WireEndpoint.Parts(
                List.of(new WireEndpoint.Served(Models.sqs(), queues.bindService())),
                metrics,
                new SecureRandom(),
                config.edge().publicUrl().isEmpty() ? FloorConfigs.scheme(config) : "",
                access.verifier(),
                access.anybody(),
                edge.messageBytesMax())));
        stopOrder.add("aws", http::withdraw);
        LOG.atInfo()
                .addKeyValue("access", access.mode())
                .addKeyValue("port", config.self().httpPort())
                .log(access.mode().sentence());
        return server;
    }

    /** Where clients may show certificates, they are known by those first. */
    private static Callers known(Optional<EdgeTls> tls, String account, CertificateScopes scopes, Callers otherwise) {
        return tls.flatMap(EdgeTls::clients).isPresent()
                ? new CertificateCallers(account, scopes, otherwise)
                : otherwise;
    }

    private static ScheduledThreadPoolExecutor timer(StopOrder stopOrder) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "edge-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        stopOrder.add("edge-timer", timer::shutdownNow);
        return timer;
    }

    private static ClusterAdministration administration(Replication.Running running) {
        return new ClusterAdministration(
                running.members(),
                running.router(),
                running.survey(),
                running.transfers(),
                running.comparison(),
                running.timer());
    }
}
