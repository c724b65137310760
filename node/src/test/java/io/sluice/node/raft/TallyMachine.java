package io.sluice.node.raft;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.Outcome;
import io.sluice.node.state.Keys;
import io.sluice.node.state.RowCodec;
import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Counts commands but those to pass: the reply to the n-th command is n, and every query answers how many there
 * were; to drop throws.
 */
final class TallyMachine implements Machine {
    static final Table<Keys.Only, Tally> TALLY = new Table<>(TableId.APPLIED, Keys.ONLY, new TallyCodec());

    /** Entries that any machine sharing this counter has applied: replays show up here. */
    private final AtomicLong entriesApplied;

    private final Runnable beforeEach;

    TallyMachine(AtomicLong entriesApplied, Runnable beforeEach) {
        this.entriesApplied = entriesApplied;
        this.beforeEach = beforeEach;
    }

    record Tally(long term, long index, long millis, long commands) {}

    @Override
    public void open(View view) {}

    @Override
    public Applied applied(View view) {
        Tally tally = tally(view);
        return new Applied(tally.term(), tally.index(), tally.millis());
    }

    @Override
    public Outcome apply(Tx tx, long term, long index, Entry entry) {
        beforeEach.run();
        entriesApplied.incrementAndGet();
        long count = tally(tx).commands();
        List<Reply> replies = new ArrayList<>();
        for (Entry.Item item : entry.items()) {
            if (item.command() instanceof TabletCommand.DropResource) {
                throw new IllegalStateException("a bug of the machine");
            }
            count += item.command() instanceof TabletCommand.Pass ? 0 : 1;
            replies.add(new Reply.SentOne(count));
        }
        tx.put(TALLY, new Keys.Only(), new Tally(term, index, entry.stampMillis(), count));
        return new Outcome(replies, List.of(new Effect.CatalogChanged()));
    }

    @Override
    public void skip(Tx tx, long term, long index) {
        Tally before = tally(tx);
        tx.put(TALLY, new Keys.Only(), new Tally(term, index, before.millis(), before.commands()));
    }

    @Override
    public Reply fill(View view, Command command, Reply reply) {
        return reply;
    }

    @Override
    public Reply query(View view, Query query, long clockMillis) {
        return new Reply.SentOne(tally(view).commands());
    }

    @Override
    public void levels(View view, long clockMillis, Consumer<Effect.Level> consumer) {}

    private static Tally tally(View view) {
        return view.get(TALLY, new Keys.Only()).orElse(new Tally(0, 0, 0, 0));
    }

    private static final class TallyCodec implements RowCodec<Tally> {
        @Override
        public byte[] encode(Tally row) {
            return ByteBuffer.allocate(4 * Long.BYTES)
                    .putLong(row.term())
                    .putLong(row.index())
                    .putLong(row.millis())
                    .putLong(row.commands())
                    .array();
        }

        @Override
        public Tally decode(byte[] bytes) {
            ByteBuffer row = ByteBuffer.wrap(bytes);
            return new Tally(row.getLong(), row.getLong(), row.getLong(), row.getLong());
        }
    }
}
