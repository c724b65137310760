package io.sluice.node.raft;

import io.sluice.node.machine.Machine;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.server.protocol.TermIndex;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets and gives checkpoints of one replica. Ratis asks for one at a time. */
final class Installer {
    private static final Logger LOG = LoggerFactory.getLogger(Installer.class);

    /** The leader asks again as soon as a fetch has failed. */
    private static final long RETRY_MILLIS = 1_000;

    private final TabletId tablet;
    private final RaftParts parts;
    private final Executor fetching;
    private final AtomicLong outgoing = new AtomicLong();
    private volatile @Nullable StateFolder folder;
    private volatile boolean sealed;

    Installer(TabletId tablet, RaftParts parts, Executor fetching) {
        this.tablet = tablet;
        this.parts = parts;
        this.fetching = fetching;
    }

    StateFolder openFolder(Path path) throws IOException {
        StateFolder opened = StateFolder.open(path);
        folder = opened;
        return opened;
    }

    /** Fetches a checkpoint from the leader; completes when it is ready to be promoted. */
    CompletableFuture<TermIndex> fetch(RaftPeerProto leader, Supplier<Position> applied) {
        NodeId from = new NodeId(leader.getId().toStringUtf8());
        return CompletableFuture.supplyAsync(() -> fetchNow(from, applied.get()).termIndex(), fetching)
                .exceptionallyCompose(thrown -> failedLater(from, thrown));
    }

    private Position fetchNow(NodeId from, Position applied) {
        try {
            sealed = false;
            Path into = opened().newIncoming();
            LOG.info("fetching a checkpoint tablet={} from={} applied={}", tablet, from, applied);
            Position promised = parts.checkpoints().fetch(from, tablet, into);
            Position position = look(into);
            if (position.index() < promised.index() || position.index() < applied.index()) {
                throw new IOException("the checkpoint of " + tablet + " from " + from + " is at " + position
                        + ", promised was " + promised + ", applied is " + applied);
            }
            opened().sealIncoming(position);
            sealed = true;
            LOG.info("fetched a checkpoint tablet={} from={} position={}", tablet, from, position);
            return position;
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** The rows themselves say how far they are; this also shows that they can be opened. */
    private Position look(Path into) throws IOException {
        Machine machine = parts.machines().apply(tablet);
        try (TabletStore store = parts.stores().open(tablet, into)) {
            return store.read(view -> TabletStateMachine.position(machine, view));
        }
    }

    private CompletableFuture<TermIndex> failedLater(NodeId from, Throwable thrown) {
        LOG.warn("cannot fetch a checkpoint tablet={} from={}", tablet, from, thrown);
        Executor later = CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS, fetching);
        return CompletableFuture.supplyAsync(
                () -> {
                    throw new CompletionException(thrown);
                },
                later);
    }

    /** Makes the fetched checkpoint the state and names the rows to open; the old ones if none was fetched. */
    Path promote() throws IOException {
        if (sealed) {
            sealed = false;
            opened().promote();
        }
        return opened().rows();
    }

    /** Makes a checkpoint, lets it be used, and deletes it. */
    <R> R withCheckpoint(Rows rows, Supplier<Position> applied, CheckpointSource.Use<R> use) throws IOException {
        Path directory = opened().newOutgoing(outgoing.incrementAndGet());
        try {
            Position atLeast = applied.get();
            rows.checkpoint(directory);
            return use.use(directory, atLeast);
        } finally {
            StateFolder.delete(directory);
        }
    }

    private StateFolder opened() throws IOException {
        StateFolder opened = folder;
        if (opened == null) {
            throw new IOException("the replica of " + tablet + " has not started");
        }
        return opened;
    }
}
