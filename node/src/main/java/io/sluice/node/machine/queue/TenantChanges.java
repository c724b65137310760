package io.sluice.node.machine.queue;

import io.sluice.node.command.GroupChange;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.TenantTables;
import java.util.Optional;

/** What is done by hand to the tenants of a standard queue (ADR 0036); AWS has nothing like it. */
final class TenantChanges {
    private TenantChanges() {}

    /** A tenant may be parked before it has a message, and stays so without one. Order is for FIFO queues. */
    static Reply make(GroupChange change, QueueLedger ledger, Turn turn) {
        if (change instanceof GroupChange.Park park) {
            return park(park.group(), ledger.tenants(turn.tx()), turn.nowMillis());
        }
        if (change instanceof GroupChange.Resume resume) {
            Optional<Tenant> tenant = ledger.tenants(turn.tx()).existing(resume.group());
            tenant.ifPresent(one -> one.parkedMillis = 0);
            return tenant.isPresent()
                    ? new Reply.GroupChanged(0, Optional.empty())
                    : new Reply.Rejected(RejectionCode.GROUP_MISSING, resume.group());
        }
        return new Reply.Rejected(RejectionCode.NOT_FIFO, "");
    }

    private static Reply park(String name, Tenants tenants, long nowMillis) {
        Optional<Tenant> known = tenants.existing(name);
        boolean parked = known.isPresent() && known.get().parkedMillis != 0;
        if (!parked && tenants.parked >= Limits.TENANTS_PARKED_MAX) {
            return new Reply.Rejected(RejectionCode.TOO_MANY_PARKED, Integer.toString(Limits.TENANTS_PARKED_MAX));
        }
        if (!parked) {
            tenants.of(name).parkedMillis = nowMillis;
        }
        return new Reply.GroupChanged(0, Optional.empty());
    }

    /** Limits of tenants have changed; a queue that never had one has nothing to look at. */
    static void review(QueueLedger ledger, Tx tx) {
        if (tx.get(TenantTables.STATES, new Keys.OfResource(ledger.queue)).isPresent()) {
            ledger.tenants(tx).review();
        }
    }
}
