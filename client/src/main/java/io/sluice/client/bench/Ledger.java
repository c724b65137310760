package io.sluice.client.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Accounts for every message by the lane that sent it and its number there: acknowledged, received,
 * deleted. Three bits a message. Thread-safe.
 *
 * <p>Lost: acknowledged and never received. Duplicated: every delivery of a message after its first.
 * Redelivered after delete: every delivery that came when the delete had already been acknowledged.
 */
public final class Ledger {
    private final List<Lane> lanes = new ArrayList<>();
    private final LongAdder received = new LongAdder();
    private final LongAdder duplicated = new LongAdder();
    private final LongAdder redeliveredAfterDelete = new LongAdder();

    /** One lane's three sets. */
    private record Lane(Bits acknowledged, Bits received, Bits deleted) {}

    public Ledger(int laneCount) {
        for (int i = 0; i < laneCount; i++) {
            lanes.add(new Lane(new Bits(), new Bits(), new Bits()));
        }
    }

    /** The send was acknowledged. */
    public void acknowledged(int lane, long number) {
        lanes.get(lane).acknowledged().add(number);
    }

    /** The message was delivered; returns whether for the first time. */
    public boolean delivered(int lane, long number) {
        Lane books = lanes.get(lane);
        boolean first = books.received().add(number);
        if (first) {
            received.increment();
        } else {
            duplicated.increment();
        }
        if (books.deleted().contains(number)) {
            redeliveredAfterDelete.increment();
        }
        return first;
    }

    /** The delete was acknowledged. */
    public void deleted(int lane, long number) {
        lanes.get(lane).deleted().add(number);
    }

    /** Messages delivered at least once. */
    public long received() {
        return received.sum();
    }

    /** Acknowledged and never received. */
    public long lost() {
        return lanes.stream()
                .mapToLong(lane -> lane.acknowledged().countWithout(lane.received()))
                .sum();
    }

    /** Acknowledged and not deleted yet. */
    public long undeleted() {
        return lanes.stream()
                .mapToLong(lane -> lane.acknowledged().countWithout(lane.deleted()))
                .sum();
    }

    /** Deliveries after the first. */
    public long duplicated() {
        return duplicated.sum();
    }

    /** Deliveries after an acknowledged delete. */
    public long redeliveredAfterDelete() {
        return redeliveredAfterDelete.sum();
    }
}
