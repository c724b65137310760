package io.sluice.node.machine.queue;

import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.Death;
import io.sluice.node.command.Origin;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.MessageRow;
import io.sluice.node.state.queue.QueueTables;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a look at the newest messages of a queue begins. Sequences tell which of one space is newer; between the three
 * spaces of a standard queue it is told by when the messages came. So the last messages of each are read, as many as
 * are asked for, and those that came last are counted off. More than {@link Limits#BROWSED_MAX}, which no page can
 * show, are counted in each space apart.
 */
final class Newest {
    private final QueueLedger ledger;
    private final View view;
    private final long most;

    private Newest(QueueLedger ledger, View view, long most) {
        this.ledger = ledger;
        this.view = view;
        this.most = most;
    }

    /** The place behind which so many messages or fewer are left, the newest. */
    static BrowseCursor begin(QueueLedger ledger, View view, long most) {
        Newest newest = new Newest(ledger, view, most);
        boolean oneSpace = ledger.arrivalsNext == 1 && ledger.nextDelayed == 1;
        return oneSpace || most > Limits.BROWSED_MAX ? newest.apart() : newest.merged();
    }

    private BrowseCursor apart() {
        return new BrowseCursor(first(ledger.nextSequence), first(ledger.arrivalsNext), first(ledger.nextDelayed));
    }

    private long first(long end) {
        return Math.max(1, end - most);
    }

    private BrowseCursor merged() {
        // What expired before the first span is gone; its tombstones need not be passed.
        Tail prompt = tail(0, Math.max(first(ledger.nextSequence), ledger.prompt.first()), ledger.nextSequence);
        Tail arrived = tail(QueueTables.ARRIVED_SPACE, first(ledger.arrivalsNext), ledger.arrivalsNext);
        Tail late = tail(QueueTables.DELAYED_SPACE, first(ledger.nextDelayed), ledger.nextDelayed);
        for (long taken = 0; taken < most; taken++) {
            Tail newest = prompt.newer(arrived).newer(late);
            if (newest.left == 0) {
                break;
            }
            newest.left--;
        }
        return new BrowseCursor(prompt.begin(), arrived.begin(), late.begin());
    }

    private Tail tail(long space, long from, long end) {
        Tail tail = new Tail(end);
        view.scan(QueueTables.MESSAGES, key(space | from), key(space | end), (key, row) -> {
            tail.add(key.number() ^ space, cameMillis(row));
            return true;
        });
        return tail;
    }

    /** A dead letter came when it died; of what else came from another queue only the time of its send is known. */
    private static long cameMillis(MessageRow row) {
        return row.origin().flatMap(Origin::death).map(Death::millis).orElse(row.sentMillis());
    }

    private Keys.InResource key(long sequence) {
        return new Keys.InResource(ledger.queue, sequence);
    }

    /** The last messages of one space, of which some are left and the others counted off. */
    private static final class Tail {
        private final List<Long> places = new ArrayList<>();
        private final List<Long> cameMillis = new ArrayList<>();
        private final long end;
        private int left;

        Tail(long end) {
            this.end = end;
        }

        /** Adds a message: it came no sooner than the one before it. */
        void add(long place, long millis) {
            cameMillis.add(left == 0 ? millis : Math.max(millis, cameMillis.get(left - 1)));
            places.add(place);
            left++;
        }

        /** The one of two whose last message came later. */
        Tail newer(Tail other) {
            boolean isOther = other.left > 0 && (left == 0 || other.lastMillis() > lastMillis());
            return isOther ? other : this;
        }

        private long lastMillis() {
            return cameMillis.get(left - 1);
        }

        /** The first place that was counted off. */
        long begin() {
            return left == places.size() ? end : places.get(left);
        }
    }
}
