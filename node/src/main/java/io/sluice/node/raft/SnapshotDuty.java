package io.sluice.node.raft;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flushes one replica's rows now and then, so that the log below can go and a restart has little to
 * repeat. The flush runs beside applying; Ratis is told when it is done, and then purges its log.
 */
final class SnapshotDuty {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotDuty.class);
    private static final long REQUEST_MILLIS = 5_000;

    private final HostedTablet hosted;
    private final RaftLimits limits;
    private final LogSubmit submit;
    private final TabletMeters meters;
    private final Executor flushing;
    private final RaftParts parts;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long flushedNanos;
    private volatile long flushedBytes;
    private volatile long flushedIndex;

    SnapshotDuty(
            HostedTablet hosted,
            RaftConfig config,
            RaftParts parts,
            LogSubmit submit,
            Executor flushing,
            long nowNanos) {
        this.hosted = hosted;
        this.limits = config.limits();
        this.parts = parts;
        this.submit = submit;
        this.meters = hosted.meters();
        this.flushing = flushing;
        this.flushedNanos = nowNanos;
    }

    /** Called about once a second. */
    void look(long nowNanos) {
        TabletStateMachine machine = hosted.stateMachine();
        long since = machine.applied().index()
                - Math.max(flushedIndex, machine.durable().index());
        boolean due = since >= limits.snapshotEntries()
                || machine.appliedBytes() - flushedBytes >= limits.snapshotLogBytes()
                || (since > 0
                        && nowNanos - flushedNanos >= limits.snapshotInterval().toNanos());
        if (due && running.compareAndSet(false, true)) {
            flushing.execute(() -> flush(machine));
        }
    }

    private void flush(TabletStateMachine machine) {
        try {
            long start = System.nanoTime();
            long bytes = machine.appliedBytes();
            long index = machine.applied().index();
            if (machine.flushAhead()) {
                flushedBytes = bytes;
                flushedIndex = index;
                tellRatis();
            }
            flushedNanos = System.nanoTime();
            meters.flushed(flushedNanos - start);
        } catch (IOException | RuntimeException e) {
            parts.fatal().accept(new IllegalStateException("tablet " + hosted.tablet() + ": cannot flush", e));
        } finally {
            running.set(false);
        }
    }

    private void tellRatis() {
        RaftServer.Division division = hosted.stateMachine().division();
        if (division == null) {
            return;
        }
        SnapshotManagementRequest request = SnapshotManagementRequest.newCreate(
                submit.clientId(), division.getId(), hosted.group(), submit.nextCallId(), REQUEST_MILLIS, 1);
        CompletableFuture<RaftClientReply> unused = division.getRaftServer()
                .snapshotManagementAsync(request)
                .whenComplete((reply, thrown) -> {
                    Throwable cause = Failures.cause(reply, thrown);
                    if (cause != null) {
                        LOG.info("log not purged tablet={} reason={}", hosted.tablet(), Failures.text(cause));
                    }
                });
    }
}
