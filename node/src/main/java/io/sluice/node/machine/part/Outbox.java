package io.sluice.node.machine.part;

import io.sluice.node.command.Parcel;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.state.tablet.LaneRow;
import io.sluice.node.state.tablet.OutboxRow;
import io.sluice.node.state.tablet.TabletTables;
import java.util.ArrayList;
import java.util.List;

/**
 * What must reach other tablets (ADR 0040): one lane per tablet, in which parcels have contiguous
 * sequences and are settled from the front only. What is in a lane has left its queue, so lanes hold
 * no more than queues held.
 */
public final class Outbox {
    private Outbox() {}

    /** Adds a parcel at the end of a tablet's lane. */
    public static void add(Tx tx, TabletId to, Parcel parcel) {
        LaneRow lane = lane(tx, to);
        tx.insert(TabletTables.OUTBOX, new Keys.InTablet(to, lane.next()), new OutboxRow(parcel));
        tx.put(TabletTables.LANES, key(to), new LaneRow(lane.first(), lane.next() + 1));
    }

    /** How many parcels wait for a tablet. */
    public static long waiting(View view, TabletId to) {
        LaneRow lane = lane(view, to);
        return lane.next() - lane.first();
    }

    /**
     * Takes the parcels at the front out, up to a sequence (exclusive), with their sequences. Those
     * that were taken out before are not there again.
     */
    public static List<Settled> settle(Tx tx, TabletId to, long end) {
        LaneRow lane = lane(tx, to);
        long until = Math.min(end, lane.next());
        List<Settled> settled = new ArrayList<>();
        for (long sequence = lane.first(); sequence < until; sequence++) {
            Keys.InTablet key = new Keys.InTablet(to, sequence);
            long number = sequence;
            settled.add(new Settled(
                    sequence,
                    tx.get(TabletTables.OUTBOX, key)
                            .orElseThrow(() -> new IllegalStateException("parcel " + number + " of " + to + " is gone"))
                            .parcel()));
            tx.delete(TabletTables.OUTBOX, key);
        }
        if (!settled.isEmpty()) {
            tx.put(TabletTables.LANES, key(to), new LaneRow(until, lane.next()));
        }
        return settled;
    }

    /** A parcel that was taken out, and what its sequence was. */
    public record Settled(long sequence, Parcel parcel) {}

    /** The parcels at the front of a lane. */
    public static Reply.Parcels front(View view, Query.Outbox query) {
        LaneRow lane = lane(view, query.to());
        List<Parcel> parcels = new ArrayList<>();
        long[] bytes = {0};
        view.scan(
                TabletTables.OUTBOX,
                new Keys.InTablet(query.to(), lane.first()),
                new Keys.InTablet(query.to(), lane.next()),
                (key, row) -> {
                    bytes[0] += row.parcel().bytes();
                    if (!parcels.isEmpty() && bytes[0] > query.bytesMax()) {
                        return false;
                    }
                    parcels.add(row.parcel());
                    return parcels.size() < query.parcelsMax();
                });
        return new Reply.Parcels(lane.first(), parcels);
    }

    /** Tablets that parcels wait for; lanes are as few as tablets. */
    public static List<TabletId> destinations(View view) {
        List<TabletId> waiting = new ArrayList<>();
        view.scan(TabletTables.LANES, new Keys.OfNumber(0), new Keys.OfNumber(-1L), (key, lane) -> {
            if (lane.first() < lane.next()) {
                waiting.add(new TabletId((int) key.value()));
            }
            return true;
        });
        return waiting;
    }

    private static LaneRow lane(View view, TabletId to) {
        return view.get(TabletTables.LANES, key(to)).orElse(LaneRow.EMPTY);
    }

    private static Keys.OfNumber key(TabletId to) {
        return new Keys.OfNumber(to.value());
    }
}
