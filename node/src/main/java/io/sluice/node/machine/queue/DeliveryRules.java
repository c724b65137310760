package io.sluice.node.machine.queue;

import io.sluice.node.command.Delivery;
import io.sluice.node.command.DeliveryLimits;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Withheld;
import io.sluice.node.machine.Look;

/** Changes and tells how a queue gives its messages (ADR 0033); AWS has nothing like it. */
final class DeliveryRules {
    private DeliveryRules() {}

    /**
     * A queue that is paused again stays so since when it was; new limits begin unused.
     *
     * @param reviewGroups has groups that other limits have shut looked at again
     */
    static Reply set(QueueCommand.SetDelivery command, QueueLedger ledger, Runnable reviewGroups, long nowMillis) {
        Delivery now = ledger.delivery;
        long pausedMillis = command.paused()
                .map(paused -> !paused ? 0 : now.pausedMillis() == 0 ? nowMillis : now.pausedMillis())
                .orElse(now.pausedMillis());
        DeliveryLimits limits = command.limits().orElse(now.limits());
        boolean review = !limits.groupRate().equals(now.limits().groupRate())
                || limits.groupInFlightMax() != now.limits().groupInFlightMax();
        ledger.delivery = new Delivery(pausedMillis, limits, limits.equals(now.limits()) ? now.paidMicros() : 0);
        if (review) {
            reviewGroups.run();
        }
        return Reply.Done.DONE;
    }

    /** What would hold back a receive: all, or else some of what is there. */
    private static Withheld withheld(QueueLedger ledger, Allowance allowance, Look look) {
        if (allowance.messages() == 0) {
            return allowance.reason();
        }
        Withheld all = QueueMachine.level(look.view(), ledger, look.nowMillis()).withheld();
        return all == Withheld.NOTHING && ledger.shut > 0 ? Withheld.GROUPS : all;
    }

    static Reply describe(Query.DescribeDelivery query, Look look) {
        return QueueLedger.of(look.view(), query.queue())
                .<Reply>map(ledger -> {
                    Allowance allowance = ledger.allowance(look.nowMillis());
                    long nextMillis = Allowance.nextMillis(ledger.delivery);
                    boolean later = nextMillis != Long.MAX_VALUE && nextMillis > look.nowMillis();
                    return new Reply.DeliveryDescribed(
                            ledger.delivery, withheld(ledger, allowance, look), later ? nextMillis : 0);
                })
                .orElseGet(() -> new Reply.Rejected(RejectionCode.RESOURCE_MISSING, ""));
    }
}
