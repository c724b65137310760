package io.sluice.node.machine.queue;

import io.sluice.node.command.DeliveryLimits;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.GroupReview;
import io.sluice.node.state.queue.TenantTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When the message groups of one queue that are shut by limits are looked at again, by time or because limits have
 * changed. A change of limits may concern more groups than one turn can look at: then each command looks at some.
 */
final class GroupWakes {
    /** Of a group that nothing but a message of it or other limits will open. */
    static final long NEVER = Long.MAX_VALUE - 1;

    private final QueueLedger ledger;
    private final Tx tx;
    private Optional<GroupReview> review;

    GroupWakes(QueueLedger ledger, Optional<GroupReview> review, Tx tx) {
        this.ledger = ledger;
        this.review = review;
        this.tx = tx;
    }

    /** Notes when a group is looked at again, instead of when it was to be; 0 is not at all. Returns the new time. */
    long set(long number, long before, long after) {
        if (before == after) {
            return after;
        }
        if (before != 0) {
            tx.delete(TenantTables.WAKES, new Keys.Due(ledger.queue, before, number));
        }
        if (after != 0) {
            tx.put(TenantTables.WAKES, new Keys.Due(ledger.queue, after, number), Mark.MARK);
            ledger.wakeMillis = Math.min(ledger.wakeMillis, after);
        }
        return after;
    }

    /**
     * When a group is looked at again.
     *
     * @param waits whether it has a message to give and may not
     * @param empty whether it has no message at all
     */
    static long wakeMillis(
            DeliveryLimits limits, long paidMicros, long leased, boolean waits, boolean empty, long nowMillis) {
        if (waits) {
            return limits.groupInFlightMax() > 0 && leased >= limits.groupInFlightMax()
                    ? NEVER
                    : Allowance.nextMillis(limits.groupRate().orElseThrow(), paidMicros);
        }
        // What a group has used of its rate is remembered until it counts no more.
        long paidMillis = Allowance.ceilMillis(paidMicros);
        return empty && limits.groupRate().isPresent() && paidMillis > nowMillis ? paidMillis : 0;
    }

    /** Everybody is to be looked at from now on. */
    void review() {
        review = Optional.of(new GroupReview(0, 0));
        ledger.wakeMillis = 0;
    }

    /** How far that has come. */
    Optional<GroupReview> reviewed() {
        return review;
    }

    /** Numbers of those that are to be looked at now, a bounded number of them. */
    List<Long> due() {
        if (ledger.wakeMillis > ledger.nowMillis) {
            return List.of();
        }
        List<Long> numbers = new ArrayList<>();
        long[] floor = {Long.MAX_VALUE};
        long from = review.isPresent() ? 0 : ledger.wakeMillis;
        tx.scan(TenantTables.WAKES, key(from, 0), key(Long.MAX_VALUE, -1L), (key, mark) -> {
            if (key.dueMillis() > ledger.nowMillis || numbers.size() == Limits.SETTLED_PER_TURN_MAX) {
                floor[0] = key.dueMillis();
                return false;
            }
            numbers.add(key.number());
            return true;
        });
        if (review.isPresent()) {
            numbers.addAll(next(review.get()));
            floor[0] = review.isPresent() ? 0 : floor[0];
        }
        ledger.wakeMillis = floor[0];
        return numbers;
    }

    private List<Long> next(GroupReview from) {
        List<Long> numbers = new ArrayList<>();
        List<GroupReview> next = new ArrayList<>();
        tx.scan(TenantTables.WAKES, key(from.dueMillis(), from.number()), key(Long.MAX_VALUE, -1L), (key, mark) -> {
            if (numbers.size() == Limits.SETTLED_PER_TURN_MAX) {
                next.add(new GroupReview(key.dueMillis(), key.number()));
                return false;
            }
            numbers.add(key.number());
            return true;
        });
        review = next.stream().findFirst();
        return numbers;
    }

    private Keys.Due key(long millis, long number) {
        return new Keys.Due(ledger.queue, millis, number);
    }
}
