package io.sluice.node.app.tls;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.node.app.config.TlsSettings;
import io.sluice.node.edge.EdgeTls;
import io.sluice.node.raft.PeerTls;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of a node, for its clients and for its peers. The files are looked at again and again on a thread of
 * its own; what is new there is used from the next handshake on, and what cannot be used is logged and left alone.
 */
public final class NodeTls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeTls.class);

    private final Optional<Material> clients;
    private final Optional<Material> peers;
    private final Optional<EdgeTls> edge;
    private final Duration interval;
    private final ScheduledThreadPoolExecutor watch;

    private NodeTls(Optional<Material> clients, Optional<Material> peers, Optional<EdgeTls> edge, Duration interval) {
        this.clients = clients;
        this.peers = peers;
        this.edge = edge;
        this.interval = interval;
        this.watch = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "certificate-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Reads everything once.
     *
     * @param memberHosts names or addresses of all nodes, one of which a peer's certificate has to name
     * @throws TlsException when a file cannot be used; the text says which and why
     */
    public static NodeTls load(TlsSettings settings, Collection<String> memberHosts) throws TlsException {
        Optional<Material> clients = Optional.empty();
        Optional<EdgeTls> edge = Optional.empty();
        Optional<Material> peers = Optional.empty();
        if (settings.servesClients()) {
            Optional<Path> authorities = Optional.of(settings.clientCaFile())
                    .filter(file -> !file.isEmpty())
                    .map(Path::of);
            Material material = new Material(
                    "clients",
                    Path.of(settings.certificateFile()),
                    Path.of(settings.keyFile()),
                    authorities,
                    certificate -> {}, // who it is, and what that one may do, is asked later
                    false);
            material.look();
            clients = Optional.of(material);
            edge = Optional.of(new EdgeTls(
                    material.keys(),
                    authorities.map(file -> material.trust()),
                    settings.clientCertificates() == TlsSettings.ClientCertificates.REQUIRED));
        }
        if (settings.servesPeers()) {
            Material material = new Material(
                    "peers",
                    Path.of(settings.peerCertificate()),
                    Path.of(settings.peerKey()),
                    Optional.of(Path.of(settings.peerCaFile())),
                    new MemberNames(memberHosts),
                    true);
            material.look();
            peers = Optional.of(material);
        }
        return new NodeTls(clients, peers, edge, settings.checkInterval());
    }

    /** TLS of the public ports; empty: in the clear. */
    public Optional<EdgeTls> edge() {
        return edge;
    }

    /** TLS between nodes; empty: in the clear. */
    public Optional<PeerTls> peers() {
        return peers.map(material -> new PeerTls(material.keys(), material.trust()));
    }

    /** Begins to look at the files, and to tell when certificates end. */
    public void watch(MeterRegistry meters) {
        materials().forEach(material -> {
            Gauge.builder("sluice.tls.certificate.expiry", material, held -> held.expiryMillis() / 1_000.0)
                    .description("When the certificate in use ends, as seconds since 1970")
                    .baseUnit("seconds")
                    .tag("use", material.use())
                    .register(meters);
            Gauge.builder("sluice.tls.files.bad", material, held -> held.bad() ? 1 : 0)
                    .description("1 while the files of certificates hold something that cannot be used")
                    .tag("use", material.use())
                    .register(meters);
            sayInUse(material);
        });
        if (materials().findAny().isPresent()) {
            var unused = watch.scheduleWithFixedDelay(
                    () -> materials().forEach(NodeTls::look),
                    interval.toMillis(),
                    interval.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private Stream<Material> materials() {
        return Stream.concat(clients.stream(), peers.stream());
    }

    private static void look(Material material) {
        try {
            if (material.look() == WatchedFiles.Outcome.TAKEN) {
                sayInUse(material);
            }
        } catch (TlsException refused) {
            LOG.atError()
                    .addKeyValue("use", material.use())
                    .addKeyValue("reason", refused.getMessage())
                    .log("new certificate files cannot be used, the old certificate stays");
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).addKeyValue("use", material.use()).log("certificate files cannot be looked at");
        }
    }

    private static void sayInUse(Material material) {
        LOG.atInfo()
                .addKeyValue("use", material.use())
                .addKeyValue("files", material.names())
                .addKeyValue("until", Instant.ofEpochMilli(material.expiryMillis()))
                .log("certificate in use");
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
