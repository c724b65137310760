package io.sluice.node.cluster;

import io.grpc.stub.ServerCallStreamObserver;
import io.sluice.node.model.Limits;
import io.sluice.node.model.TabletId;
import io.sluice.peer.v1.FetchCheckpointResponse;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ships checkpoints to peers, a few at once and off the threads of gRPC. */
final class Shipping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shipping.class);

    /** Shipping a checkpoint takes disk and network: more than these wait their turn. */
    static final int AT_ONCE = 2;

    /** Every other node may want every tablet at once; further ones are told to ask again, as they do. */
    static final int WAITING_MAX = 2 * Limits.TABLETS_MAX;

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            AT_ONCE, AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_MAX), task -> {
                Thread thread = new Thread(task, "checkpoint-sender");
                thread.setDaemon(true);
                return thread;
            });

    /** Must be called while the call is being set up; returns at once. */
    void ship(
            TabletId tablet,
            ServerCallStreamObserver<FetchCheckpointResponse> responses,
            PeerServer.Checkpoints checkpoints) {
        CheckpointSender sender = new CheckpointSender(responses);
        try {
            threads.execute(() -> shipNow(tablet, sender, checkpoints));
        } catch (RejectedExecutionException e) {
            sender.fail(WAITING_MAX + " checkpoints already wait to be shipped, or this node stops");
        }
    }

    private static void shipNow(TabletId tablet, CheckpointSender sender, PeerServer.Checkpoints checkpoints) {
        try {
            checkpoints.withCheckpoint(tablet, sender::send);
            LOG.info("shipped a checkpoint of {}", tablet);
        } catch (IOException | RuntimeException e) {
            LOG.warn("could not ship a checkpoint of {}: {}", tablet, e.toString());
            sender.fail(e.toString());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
