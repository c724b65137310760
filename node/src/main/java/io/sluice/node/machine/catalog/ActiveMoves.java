package io.sluice.node.machine.catalog;

import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceName;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.catalog.ActiveMoveRow;
import io.sluice.node.state.catalog.CatalogTables;
import java.util.ArrayList;
import java.util.List;

/**
 * How many moves are active in each account. A place is reserved before a move begins, and becomes the move's when its
 * tablet says that it has begun; so two that begin at once are both counted. A place of which nothing more is heard is
 * free again after a minute.
 */
final class ActiveMoves {
    private ActiveMoves() {}

    /** Reserves a place for a move out of a resource, unless there is none. */
    static Reply reserve(ResourceName name, Turn turn) {
        Tx tx = turn.tx();
        Keys.Text own = CatalogTables.nameKey(name);
        List<Keys.Text> over = new ArrayList<>();
        long[] others = {0};
        ResourceName first = new ResourceName(name.kind(), name.account(), "");
        // A tilde is greater than whatever names consist of.
        ResourceName last = new ResourceName(name.kind(), name.account(), "~");
        tx.scan(CatalogTables.ACTIVE_MOVES, CatalogTables.nameKey(first), CatalogTables.nameKey(last), (key, row) -> {
            boolean isOver = row.untilMillis() != 0 && row.untilMillis() <= turn.nowMillis();
            if (isOver) {
                over.add(key);
            } else if (!key.equals(own)) {
                others[0]++;
            }
            return true;
        });
        over.forEach(key -> tx.delete(CatalogTables.ACTIVE_MOVES, key));
        if (others[0] >= Limits.MOVES_ACTIVE_MAX) {
            return new Reply.Rejected(RejectionCode.TOO_MANY_MOVES, Integer.toString(Limits.MOVES_ACTIVE_MAX));
        }
        if (tx.get(CatalogTables.ACTIVE_MOVES, own).isEmpty()) {
            tx.put(CatalogTables.ACTIVE_MOVES, own, new ActiveMoveRow(turn.nowMillis() + Limits.MOVE_RESERVED_MILLIS));
        }
        return Reply.Done.DONE;
    }

    /** A move out of a resource has begun, or ended. */
    static void told(ResourceName name, boolean active, Turn turn) {
        if (active) {
            turn.tx().put(CatalogTables.ACTIVE_MOVES, CatalogTables.nameKey(name), new ActiveMoveRow(0));
        } else {
            forget(name, turn);
        }
    }

    /** No move out of a resource is active any more. */
    static void forget(ResourceName name, Turn turn) {
        turn.tx().delete(CatalogTables.ACTIVE_MOVES, CatalogTables.nameKey(name));
    }
}
