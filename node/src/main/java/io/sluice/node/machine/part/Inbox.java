package io.sluice.node.machine.part;

import io.sluice.node.model.TabletId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.tablet.InboxRow;
import io.sluice.node.state.tablet.TabletTables;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What has come from one other tablet (ADR 0040). Parcels come in order, so a number tells which are
 * new; those that were refused are remembered until their tablet has settled them, so that a batch
 * that comes again is answered as the first time.
 */
public final class Inbox {
    private Inbox() {}

    /**
     * Takes in a batch: what is new is offered, what has come before is not.
     *
     * @param first sequence of the first; all before it are settled where they come from
     * @param offer takes one in; false refuses it
     * @return sequences of this batch that were refused, now or before
     */
    public static <P> List<Long> take(Tx tx, TabletId from, long first, List<P> batch, Predicate<P> offer) {
        Keys.OfNumber key = new Keys.OfNumber(from.value());
        InboxRow row = tx.get(TabletTables.INBOX, key).orElse(InboxRow.EMPTY);
        List<Long> refused = new ArrayList<>(row.refused());
        long next = row.next();
        for (int i = 0; i < batch.size(); i++) {
            long sequence = first + i;
            if (sequence >= next) {
                next = sequence + 1;
                if (!offer.test(batch.get(i))) {
                    refused.add(sequence);
                }
            }
        }
        List<Long> answer = refused.stream()
                .filter(sequence -> sequence >= first && sequence < first + batch.size())
                .toList();
        refused.removeIf(sequence -> sequence < first);
        InboxRow after = new InboxRow(next, refused);
        if (!after.equals(row)) {
            tx.put(TabletTables.INBOX, key, after);
        }
        return answer;
    }
}
