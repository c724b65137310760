package io.sluice.node.cluster;

import io.sluice.node.model.TabletId;
import io.sluice.node.raft.ProposeFailure;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Digests of this node's replicas, one after another: each reads all rows of a tablet, which takes
 * disk and processor from what the node is for.
 */
public final class ReplicaDigests implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaDigests.class);

    /** Digests that may wait for their turn. */
    static final int WAITING_MAX = 16;

    private static final long CLOSE_SECONDS_MAX = 5;

    private final Source source;
    private final ThreadPoolExecutor one;

    /** Digests of these rows. */
    public ReplicaDigests(Source source) {
        this.source = source;
        this.one = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), ReplicaDigests::thread);
    }

    /** Where digests come from. */
    public interface Source {
        /**
         * Computes one; blocks.
         *
         * @param wanted asked again and again; the answer is empty when it says no
         */
        Optional<ReplicaDigest> digest(TabletId tablet, BooleanSupplier wanted) throws IOException;
    }

    /** The digest of a replica as it is now or a little later. Cancelling the future ends the work. */
    CompletableFuture<ReplicaDigest> of(TabletId tablet) {
        CompletableFuture<ReplicaDigest> digest = new CompletableFuture<>();
        try {
            one.execute(() -> compute(tablet, digest));
        } catch (RejectedExecutionException e) {
            digest.completeExceptionally(
                    ProposeFailure.overloaded(WAITING_MAX + " digests wait already, or the node stops"));
        }
        return digest;
    }

    private void compute(TabletId tablet, CompletableFuture<ReplicaDigest> digest) {
        if (digest.isDone()) {
            return;
        }
        try {
            source.digest(
                            tablet,
                            () -> !digest.isDone() && !Thread.currentThread().isInterrupted())
                    .ifPresentOrElse(
                            digest::complete,
                            () -> digest.completeExceptionally(ProposeFailure.unknown("the digest was given up")));
        } catch (IOException | RuntimeException e) {
            digest.completeExceptionally(ProposeFailure.unknown(String.valueOf(e.getMessage())));
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "replica-digest");
        thread.setDaemon(true);
        return thread;
    }

    /** Ends the one that is computed and drops those that wait. */
    @Override
    public void close() {
        one.shutdownNow();
        try {
            // The copy's files are closed before the engine that reads them.
            if (!one.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
                LOG.warn("a digest of a replica did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
