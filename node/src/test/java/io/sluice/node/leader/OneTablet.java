package io.sluice.node.leader;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.fixture.MemoryStore;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.ProposeFailure;
import io.sluice.node.raft.Tablets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One tablet that this node leads, with the real rules upon rows in memory: what is proposed is applied at once. */
final class OneTablet implements Tablets {
    final List<Command> proposed = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    /** Hears each effect before whoever proposed hears the reply, as a leader does. */
    Consumer<Effect> ear = effect -> {};

    private final MemoryStore store = new MemoryStore();
    private final Machine machine = Machines.create();
    private long nowMillis = 1_700_000_000_000L;
    private long index;
    private boolean deposed;
    private boolean slow;

    /** No longer leads: what is proposed fails. */
    void depose(boolean really) {
        deposed = really;
    }

    /** What is proposed is never answered. */
    void hang() {
        slow = true;
    }

    void pass(long millis) {
        nowMillis += millis;
    }

    long nowMillis() {
        return nowMillis;
    }

    Reply apply(Command command) {
        Entry entry = new Entry(nowMillis, List.of(new Entry.Item(RequestId.NONE, command)));
        var outcome = store.write(tx -> machine.apply(tx, 1, ++index, entry));
        effects.addAll(outcome.effects());
        outcome.effects().forEach(ear);
        return store.read(view -> machine.fill(view, command, outcome.replies().get(0)));
    }

    Reply ask(Query query) {
        return store.read(view -> machine.query(view, query, nowMillis));
    }

    @Override
    public CompletableFuture<Reply> propose(TabletId tablet, RequestId requestId, Command command, byte[] encodedItem) {
        proposed.add(command);
        if (slow) {
            return new CompletableFuture<>();
        }
        return deposed
                ? CompletableFuture.failedFuture(ProposeFailure.notLeader("deposed", Optional.empty()))
                : CompletableFuture.completedFuture(apply(command));
    }

    @Override
    public Optional<Reply> queryStale(TabletId tablet, Query query) {
        return Optional.of(ask(query));
    }

    @Override
    public List<TabletId> held() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Replica> replica(TabletId tablet) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean diskLow() {
        return false;
    }

    @Override
    public boolean leads(TabletId tablet) {
        return !deposed;
    }

    @Override
    public Optional<NodeId> leaderOf(TabletId tablet) {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<Reply> query(TabletId tablet, Query query) {
        return CompletableFuture.completedFuture(ask(query));
    }

    @Override
    public List<Effect.Level> levels(TabletId tablet) {
        return List.of();
    }

    @Override
    public boolean answered(TabletId tablet, RequestId requestId) {
        return false;
    }

    @Override
    public CompletableFuture<Void> create(TabletId tablet, List<NodeId> members) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> transfer(TabletId tablet, NodeId to) {
        throw new UnsupportedOperationException();
    }
}
