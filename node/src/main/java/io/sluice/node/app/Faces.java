package io.sluice.node.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.node.app.config.NodeConfig;
import io.sluice.node.cluster.ClusterAdministration;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.AdminEndpoint;
import io.sluice.node.edge.AwsAccess;
import io.sluice.node.edge.EdgeConfig;
import io.sluice.node.edge.EdgeServer;
import io.sluice.node.edge.EdgeTls;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.call.ApiMetrics;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.Callers;
import io.sluice.node.edge.call.CertificateCallers;
import io.sluice.node.edge.queue.QueueEndpoint;
import io.sluice.node.edge.queue.Receipts;
import io.sluice.node.edge.wire.WireEndpoint;
import java.io.IOException;
import java.security.SecureRandom;
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
            Replication.Running running,
            MeterRegistry meters,
            StopOrder stopOrder,
            HttpFace http)
            throws StartException {
        EdgeConfig edge = FloorConfigs.edge(config);
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "edge-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        stopOrder.add("edge-timer", timer::shutdownNow);
        CallIds ids = new CallIds(new SecureRandom());
        Caller anybody = Caller.development(edge.account());
        Callers callers = known(tls, edge.account(), Callers.always(anybody));
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
        ClusterAdministration administration = new ClusterAdministration(
                running.members(),
                running.router(),
                running.survey(),
                running.transfers(),
                running.comparison(),
                running.timer());
        AwsAccess access = AwsAccess.on(config.bindAddress());
        ApiMetrics metrics = new ApiMetrics(meters);
        EdgeServer server = new EdgeServer(
                edge, tls, queues, new AdminEndpoint(administration, ids, edge.times(), access, callers), metrics);
        try {
            server.start();
        } catch (IOException e) {
            throw new StartException(ExitCode.UNAVAILABLE, "gRPC port " + edge.port() + ": " + e.getMessage(), e);
        }
        stopOrder.add("edge", server::close);
        http.serve(new WireEndpoint(new WireEndpoint.Parts(
                queues.bindService(),
                metrics,
                new SecureRandom(),
                config.edge().publicUrl().isEmpty() ? FloorConfigs.scheme(config) : "",
                access,
                anybody,
                edge.messageBytesMax())));
        stopOrder.add("aws", http::withdraw);
        LOG.atInfo()
                .addKeyValue("access", access)
                .addKeyValue("port", config.self().httpPort())
                .log(access.sentence());
        return server;
    }

    /** Where clients may show certificates, they are known by those first. */
    private static Callers known(Optional<EdgeTls> tls, String account, Callers otherwise) {
        return tls.flatMap(EdgeTls::clients).isPresent() ? new CertificateCallers(account, otherwise) : otherwise;
    }
}
