package io.sluice.node.raft;

import io.sluice.node.command.Entry;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.Outcome;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * One tablet's machine as Ratis sees it. Applying happens on Ratis's updater thread, entry by entry,
 * and is done when the call returns; replies leave on the tablet's lane. Whatever is thrown here is
 * fatal: Ratis alone would go on with a replica that no longer applies.
 */
final class TabletStateMachine extends BaseStateMachine {
    private final TabletId tablet;
    private final Machine machine;
    private final Rows rows;
    private final Installer installer;
    private final Announcer announcer;
    private final Consumer<Throwable> fatal;
    private final Hooks hooks;

    /** Up to where the rows are on disk, as Ratis was told: asked for on every append and vote. */
    private volatile Position durable = Position.START;

    /** Flushed beside the updater thread, and not yet told to Ratis. */
    private volatile @Nullable Position flushedAhead;

    private final AtomicLong appliedBytes = new AtomicLong();
    private final AppendBrake brake = new AppendBrake();

    TabletStateMachine(
            TabletId tablet,
            Machine machine,
            Rows rows,
            Installer installer,
            Announcer announcer,
            Consumer<Throwable> fatal,
            Hooks hooks) {
        this.tablet = tablet;
        this.machine = machine;
        this.rows = rows;
        this.installer = installer;
        this.announcer = announcer;
        this.fatal = fatal;
        this.hooks = hooks;
    }

    /** What else happens with a tablet. */
    interface Hooks {
        /** Replies of an entry that this node proposed; called in the lane. */
        void replied(Batch batch, List<Reply> replies);

        /** The lead is gone; called in the lane. */
        void leadLost();
    }

    // What Ratis asks for: opening and applying.

    @Override
    public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage storage) throws IOException {
        super.initialize(server, groupId, storage);
        getLifeCycle().startAndTransition(() -> {
            StateFolder folder = installer.openFolder(
                    storage.getStorageDir().getRoot().toPath().resolve("state"));
            rows.open(folder.rows());
            Position applied = openMachine();
            LogGuard.check(tablet, storage, applied, folder.installed());
        });
    }

    @Override
    public TransactionContext startTransaction(RaftClientRequest request) {
        Batch batch = (Batch) request.getMessage();
        TransactionContext context = TransactionContext.newBuilder()
                .setStateMachine(this)
                .setClientRequest(request)
                .setLogData(batch.getContent())
                .setStateMachineContext(batch)
                .build();
        batch.started(context);
        return context;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto log = transaction.getLogEntry();
        try {
            ByteString data = log.getStateMachineLogEntry().getLogData();
            if (transaction.getStateMachineContext() instanceof Batch batch) {
                Outcome outcome = apply(log, batch.entry(), true);
                batch.markApplied();
                // Who has a reply may ask at once how far the replica is.
                updateLastAppliedTermIndex(log.getTerm(), log.getIndex());
                announcer.applied(outcome.effects(), () -> hooks.replied(batch, outcome.replies()));
            } else {
                Entry entry = EntryCodec.decode(ByteBuffer.wrap(data.toByteArray()));
                Outcome outcome = apply(log, entry, false);
                updateLastAppliedTermIndex(log.getTerm(), log.getIndex());
                announcer.applied(outcome.effects());
            }
            appliedBytes.addAndGet(data.size());
            brake.applied(log.getIndex());
            return CompletableFuture.completedFuture(Message.EMPTY);
        } catch (Throwable thrown) {
            throw stop("cannot apply entry " + log.getTerm() + ":" + log.getIndex(), thrown);
        }
    }

    private Outcome apply(LogEntryProto log, Entry entry, boolean filling) {
        return rows.write(tx -> {
            Outcome outcome = machine.apply(tx, log.getTerm(), log.getIndex(), entry);
            return filling ? new Outcome(fill(tx, entry, outcome.replies()), outcome.effects()) : outcome;
        });
    }

    private List<Reply> fill(Tx tx, Entry entry, List<Reply> replies) {
        List<Reply> filled = new ArrayList<>(replies.size());
        for (int i = 0; i < replies.size(); i++) {
            filled.add(machine.fill(tx, entry.items().get(i).command(), replies.get(i)));
        }
        return filled;
    }

    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        try {
            rows.write(tx -> {
                machine.skip(tx, term, index);
                return true;
            });
            updateLastAppliedTermIndex(term, index);
            brake.applied(index);
        } catch (Throwable thrown) {
            throw stop("cannot pass entry " + term + ":" + index, thrown);
        }
    }

    /** Asked before each fsync of the log, which waits for the answer. */
    @Override
    public CompletableFuture<Void> flush(long index) {
        RaftServer.Division division = division();
        return division == null
                ? CompletableFuture.completedFuture(null)
                : brake.near(
                        division.getRaftLog().getLastCommittedIndex(),
                        () -> applied().index());
    }

    // Snapshots.

    @Override
    public @Nullable SnapshotInfo getLatestSnapshot() {
        Position position = durable;
        return position.equals(Position.START) ? null : new FlushedRows(position.termIndex());
    }

    /** Tells what is flushed; flushes here, on the updater thread, only when nobody has done so ahead. */
    @Override
    public long takeSnapshot() {
        try {
            Position flushed = flushedAhead;
            flushedAhead = null;
            if (flushed == null) {
                flushed = applied();
                rows.flush();
            }
            durable = flushed;
            return flushed.index();
        } catch (Throwable thrown) {
            throw stop("cannot flush", thrown);
        }
    }

    /** Flushes on the caller's thread so that {@link #takeSnapshot} need not; false when the store is closed. */
    boolean flushAhead() throws IOException {
        Position before = applied();
        boolean open = rows.flush();
        if (open) {
            flushedAhead = before;
        }
        return open;
    }

    @Override
    public CompletableFuture<TermIndex> notifyInstallSnapshotFromLeader(RoleInfoProto role, TermIndex first) {
        return installer.fetch(role.getFollowerInfo().getLeaderInfo().getId(), this::applied);
    }

    @Override
    public void pause() {
        brake.release();
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() {
        try {
            getLifeCycle().startAndTransition(() -> {
                rows.swap(installer::promote);
                flushedAhead = null;
                brake.applied(openMachine().index());
            });
            announcer.installed();
        } catch (Throwable thrown) {
            throw stop("cannot install a checkpoint", thrown);
        }
    }

    private Position openMachine() {
        Position applied = rows.read(view -> {
            machine.open(view);
            return position(machine, view);
        });
        setLastAppliedTermIndex(applied.termIndex());
        durable = applied;
        return applied;
    }

    /** How far some rows are. */
    static Position position(Machine machine, View view) {
        Machine.Applied applied = machine.applied(view);
        return applied.term() == 0 ? Position.START : new Position(applied.term(), applied.index());
    }

    // Roles and ends. These come on many threads, some of which hold the division's lock.

    @Override
    public void notifyLeaderReady() {
        RaftServer.Division division = division();
        if (division != null && division.getInfo().isLeader()) {
            announcer.ready(division.getInfo().getCurrentTerm());
        }
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        announcer.lost(hooks::leadLost);
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
        if (!member.getPeerId().equals(leader)) {
            announcer.lost(hooks::leadLost);
        }
    }

    @Override
    public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
        throw stop("the log cannot be written", cause);
    }

    @Override
    public void close() {
        brake.release();
        getLifeCycle().checkStateAndClose(rows::close);
    }

    // What the host asks for.

    /** The running replica; null before it has started and after it has ended. */
    RaftServer.@Nullable Division division() {
        RaftServer server = getServer().getNow(null);
        try {
            return server == null ? null : server.getDivision(getGroupId());
        } catch (IOException gone) {
            return null;
        }
    }

    Position applied() {
        return Position.of(getLastAppliedTermIndex());
    }

    Position durable() {
        return durable;
    }

    /** Bytes of entries applied since the start. */
    long appliedBytes() {
        return appliedBytes.get();
    }

    private IllegalStateException stop(String what, Throwable cause) {
        IllegalStateException stop = new IllegalStateException("tablet " + tablet + ": " + what, cause);
        fatal.accept(stop);
        return stop;
    }

    /** Rows on disk, as the snapshot that they are to Ratis; it has no files that Ratis could copy. */
    private record FlushedRows(TermIndex termIndex) implements SnapshotInfo {
        @Override
        public TermIndex getTermIndex() {
            return termIndex;
        }

        @Override
        public List<FileInfo> getFiles() {
            return List.of();
        }
    }
}
