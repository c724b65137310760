package io.sluice.node.machine.part;

import io.sluice.node.command.Reply;
import io.sluice.node.model.Limits;
import io.sluice.node.model.RequestId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.state.tablet.RepliesRow;
import io.sluice.node.state.tablet.TabletTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers a retry with the first answer (ADR 0012). The replies of one log entry are one row; which
 * entry answered which request is kept in memory and read back from the rows when the tablet opens.
 * Whole entries leave the window together, so what is remembered depends on the log alone.
 */
public final class ReplyWindow {
    private final RequestRing ring = new RequestRing();
    private final List<RepliesRow.Kept> current = new ArrayList<>();
    private long currentIndex = -1;
    private long currentMillis;

    /** Reads the window back. */
    public void open(View view) {
        ring.clear();
        current.clear();
        view.scan(TabletTables.REPLIES, new Keys.OfNumber(0), new Keys.OfNumber(-1L), (key, row) -> {
            row.replies().forEach(kept -> ring.add(kept.requestId(), key.value(), row.millis()));
            return true;
        });
    }

    /** Begins an entry. */
    public void begin(long index, long millis) {
        current.clear();
        currentIndex = index;
        currentMillis = millis;
    }

    /** Whether the window has the first answer to a request. */
    public boolean knows(RequestId requestId) {
        return ring.find(requestId) >= 0;
    }

    /** The first answer to a request, if the window still has it. */
    public Optional<Reply> find(View view, RequestId requestId) {
        long index = ring.find(requestId);
        if (index < 0) {
            return Optional.empty();
        }
        List<RepliesRow.Kept> replies = index == currentIndex
                ? current
                : view.get(TabletTables.REPLIES, new Keys.OfNumber(index))
                        .map(RepliesRow::replies)
                        .orElseThrow(() -> new IllegalStateException("replies of entry " + index + " are gone"));
        return replies.stream()
                .filter(kept -> kept.requestId().equals(requestId))
                .map(RepliesRow.Kept::reply)
                .findFirst();
    }

    /** Keeps the answer to a request of this entry. */
    public void keep(RequestId requestId, Reply reply) {
        ring.add(requestId, currentIndex, currentMillis);
        current.add(new RepliesRow.Kept(requestId, reply));
    }

    /** Ends the entry: stores its replies and forgets what is too old or too much. */
    public void end(Tx tx) {
        if (!current.isEmpty()) {
            tx.insert(TabletTables.REPLIES, new Keys.OfNumber(currentIndex), new RepliesRow(currentMillis, current));
            current.clear();
        }
        while (ring.size() > 0
                && ring.oldestIndex() != currentIndex
                && (ring.size() > Limits.REPLIES_KEPT_MAX
                        || ring.oldestMillis() < currentMillis - Limits.REPLY_KEPT_MILLIS)) {
            tx.delete(TabletTables.REPLIES, new Keys.OfNumber(ring.oldestIndex()));
            ring.removeOldestEntry();
        }
        currentIndex = -1;
    }
}
