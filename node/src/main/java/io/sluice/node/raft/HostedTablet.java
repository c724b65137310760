package io.sluice.node.raft;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Machine;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.TabletId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

/** A replica on this node with all that belongs to it. */
final class HostedTablet implements Proposer.Gate, TabletStateMachine.Hooks {
    private final TabletId tablet;
    private final RaftGroupId group;
    private final RaftParts parts;
    private final LogSubmit submit;
    private final Executor lane;
    private final Scans scans;
    private final BooleanSupplier diskLow;
    private final Machine machine;
    private final Rows rows;
    private final Installer installer;
    private final Announcer announcer;
    private final TabletStateMachine stateMachine;
    private final TabletMeters meters;
    private final Proposer proposer;

    HostedTablet(
            TabletId tablet,
            RaftGroupId group,
            RaftConfig config,
            RaftParts parts,
            LogSubmit submit,
            Lane lane,
            Executor fetching,
            Scans scans,
            BooleanSupplier diskLow) {
        this.tablet = tablet;
        this.group = group;
        this.parts = parts;
        this.submit = submit;
        this.lane = lane;
        this.scans = scans;
        this.diskLow = diskLow;
        this.machine = parts.machines().apply(tablet);
        this.rows = new Rows(tablet, parts.stores());
        this.installer = new Installer(tablet, parts, fetching);
        this.announcer = new Announcer(tablet, parts.listener(), lane);
        this.stateMachine = new TabletStateMachine(tablet, machine, rows, installer, announcer, parts.fatal(), this);
        this.meters = new TabletMeters(parts.meters(), config.node(), tablet);
        this.proposer = new Proposer(this, config.limits(), parts.clockMillis(), lane, meters);
        measure();
    }

    TabletStateMachine stateMachine() {
        return stateMachine;
    }

    TabletMeters meters() {
        return meters;
    }

    Proposer proposer() {
        return proposer;
    }

    TabletId tablet() {
        return tablet;
    }

    RaftGroupId group() {
        return group;
    }

    boolean leads() {
        return announcer.leading();
    }

    CompletableFuture<Reply> propose(RequestId requestId, Command command, byte[] encodedItem) {
        return proposer.propose(requestId, command, encodedItem);
    }

    @Override
    public @Nullable ProposeFailure refusal() {
        if (!announcer.leading()) {
            return ProposeFailure.notLeader("this node does not lead " + tablet, leader());
        }
        return diskLow.getAsBoolean() ? ProposeFailure.overloaded("disk nearly full") : null;
    }

    @Override
    public List<Rider> riders(List<Entry.Item> entry) {
        return parts.listener().riders(tablet, entry);
    }

    @Override
    public CompletableFuture<RaftClientReply> append(Batch batch) {
        try {
            return submit.append(server(), group, batch);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void replied(Batch batch, List<Reply> replies) {
        proposer.replied(batch, replies);
    }

    @Override
    public void leadLost() {
        proposer.gateChanged();
    }

    /** Answers when the lease, or a round of heartbeats, says that this node still leads. */
    CompletableFuture<Reply> query(Query query) {
        if (!announcer.leading()) {
            return CompletableFuture.failedFuture(
                    ProposeFailure.notLeader("this node does not lead " + tablet, leader()));
        }
        CompletableFuture<RaftClientReply> barrier;
        try {
            barrier = submit.barrier(server(), group);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(Failures.ofRead(null, e));
        }
        if (query.scans()) {
            CompletableFuture<Reply> answer = new CompletableFuture<>();
            var unused = barrier.whenComplete((reply, thrown) -> {
                if (Failures.cause(reply, thrown) == null) {
                    scans.run(answer, goesOn -> scan(query, goesOn));
                } else {
                    answer.completeExceptionally(Failures.ofRead(reply, thrown));
                }
            });
            return answer;
        }
        // With the lease the barrier is already passed; otherwise it is passed on a thread of Ratis.
        return barrier.isDone()
                ? barrier.handle((reply, thrown) -> answer(query, reply, thrown))
                : barrier.handleAsync((reply, thrown) -> answer(query, reply, thrown), lane);
    }

    private Reply answer(Query query, @Nullable RaftClientReply reply, @Nullable Throwable thrown) {
        if (Failures.cause(reply, thrown) != null) {
            throw Failures.ofRead(reply, thrown);
        }
        return queryStale(query)
                .orElseThrow(() -> ProposeFailure.notLeader("the replica of " + tablet + " is closed", leader()));
    }

    private Reply scan(Query query, BooleanSupplier goesOn) {
        return guarded(() -> rows.scanIfOpen(
                        view -> machine.scan(view, query, parts.clockMillis().getAsLong(), goesOn)))
                .orElseThrow(() -> ProposeFailure.notLeader("the replica of " + tablet + " is closed", leader()));
    }

    Optional<Reply> queryStale(Query query) {
        return guarded(() -> rows.readIfOpen(
                view -> machine.query(view, query, parts.clockMillis().getAsLong())));
    }

    private Optional<Reply> guarded(Supplier<Optional<Reply>> asking) {
        try {
            return asking.get();
        } catch (RuntimeException e) {
            parts.fatal().accept(new IllegalStateException("tablet " + tablet + ": cannot answer a query", e));
            throw ProposeFailure.unknown("the query failed");
        }
    }

    boolean answered(RequestId requestId) {
        return rows.readIfOpen(view -> machine.answered(requestId)).orElse(false);
    }

    List<Effect.Level> levels() {
        List<Effect.Level> levels = new ArrayList<>();
        rows.readIfOpen(view -> {
            machine.levels(view, parts.clockMillis().getAsLong(), levels::add);
            return true;
        });
        return levels;
    }

    Optional<NodeId> leader() {
        RaftServer.Division division = stateMachine.division();
        return division == null ? Optional.empty() : node(division.getInfo().getLeaderId());
    }

    Optional<Tablets.Replica> replica() {
        RaftServer.Division division = stateMachine.division();
        if (division == null) {
            return Optional.empty();
        }
        DivisionInfo info = division.getInfo();
        boolean running = info.getLifeCycleState() == LifeCycle.State.RUNNING;
        return Optional.of(new Tablets.Replica(
                tablet,
                running ? info.getCurrentRole().name() : "STARTING",
                announcer.leading(),
                info.getCurrentTerm(),
                node(info.getLeaderId()),
                running ? division.getRaftLog().getLastCommittedIndex() : Position.START.index(),
                stateMachine.applied().index(),
                stateMachine.durable().index()));
    }

    <R> R withCheckpoint(CheckpointSource.Use<R> use) throws IOException {
        return installer.withCheckpoint(rows, stateMachine::applied, use);
    }

    /** Looks at a copy of the rows as they are now, or a little later. */
    <R> R lookAtCopy(RaftHost.CopyLook<R> look) throws IOException {
        return withCheckpoint((directory, atLeast) -> {
            try (TabletStore copy = parts.stores().openToRead(tablet, directory)) {
                return copy.read(view -> look.at(TabletStateMachine.position(machine, view), view));
            }
        });
    }

    /** Ratis's word on the role is checked now and then, for its notices come on several threads. */
    void reconcile() {
        RaftServer.Division division = stateMachine.division();
        boolean leads = division != null && division.getInfo().isLeader();
        if (announcer.leading() && !leads) {
            announcer.lost(this::leadLost);
        } else if (division != null && leads && division.getInfo().isLeaderReady() && !announcer.leading()) {
            announcer.ready(division.getInfo().getCurrentTerm());
        }
    }

    void close() {
        announcer.lost(this::leadLost);
    }

    private void measure() {
        meters.gauge("leading", "1 where this node leads the tablet", announcer, each -> each.leading() ? 1 : 0);
        meters.gauge(
                "applied",
                "index applied to the rows",
                stateMachine,
                each -> each.applied().index());
        meters.gauge(
                "flushed",
                "index up to which the rows are on disk",
                stateMachine,
                each -> each.durable().index());
    }

    private RaftServer server() throws IOException {
        RaftServer server = stateMachine.getServer().getNow(null);
        if (server == null) {
            throw new IOException("the replica of " + tablet + " has not started");
        }
        return server;
    }

    private static Optional<NodeId> node(@Nullable RaftPeerId peer) {
        return peer == null || peer.toString().isEmpty() ? Optional.empty() : Optional.of(new NodeId(peer.toString()));
    }
}
