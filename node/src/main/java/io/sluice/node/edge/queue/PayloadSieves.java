package io.sluice.node.edge.queue;

import io.sluice.node.command.BrowseEntry;
import io.sluice.node.command.BrowseFilter;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.machine.Sieve;
import io.sluice.record.v1.PayloadRecord;
import java.util.Optional;

/** Looks into messages for those who look through queues: at their group, and at what an expression says of them. */
public final class PayloadSieves implements Sieve.Maker {
    /** Sieves for any tablet of this node. */
    public PayloadSieves() {}

    @Override
    public Optional<Sieve> make(BrowseFilter filter) {
        if (filter.expression().isEmpty()) {
            return filter.group().isEmpty()
                    ? Optional.of((message, nowMillis) -> Sieve.Verdict.KEPT)
                    : Optional.of((message, nowMillis) -> isOf(filter.group(), Payloads.open(message.payload())));
        }
        Checked<MessageExpression> expression = MessageExpression.of(filter.expression());
        return expression.match(
                made -> Optional.of((message, nowMillis) -> judge(filter, made, message, nowMillis)),
                error -> Optional.empty());
    }

    private static Sieve.Verdict judge(
            BrowseFilter filter, MessageExpression expression, BrowseEntry message, long nowMillis) {
        PayloadRecord payload = Payloads.open(message.payload());
        Sieve.Verdict verdict = isOf(filter.group(), payload);
        return verdict == Sieve.Verdict.KEPT ? expression.judge(message, payload, nowMillis) : verdict;
    }

    private static Sieve.Verdict isOf(String group, PayloadRecord payload) {
        return group.isEmpty() || payload.getGroupId().equals(group) ? Sieve.Verdict.KEPT : Sieve.Verdict.LEFT;
    }
}
