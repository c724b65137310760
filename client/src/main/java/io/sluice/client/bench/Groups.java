package io.sluice.client.bench;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The message groups of a run on a FIFO queue, and whether the queue kept its word about them: first
 * deliveries of a group in the order of sequence numbers, and one message per deduplication id. Eight
 * bytes a group. Thread-safe.
 *
 * <p>A receiver books a delivery before it sends its delete, and only then may the next one of the group
 * come: so what is booked is in the order of the queue.
 */
final class Groups {
    /** Of so many sends of a lane one is repeated under the same deduplication id. */
    private static final int REPEATED_EVERY = 257;

    private final int count;
    private final AtomicLongArray lastSequence;
    private final LongAdder disordered = new LongAdder();
    private final LongAdder notDeduplicated = new LongAdder();
    private final LongAdder repeated = new LongAdder();

    Groups(int count) {
        this.count = count;
        this.lastSequence = new AtomicLongArray(count);
    }

    /** Name of the group of a message. */
    String name(int lane, long number) {
        return "g" + of(lane, number);
    }

    /** Deduplication id of a message. */
    static String deduplicationId(int lane, long number) {
        return lane + "-" + number;
    }

    /** Lanes begin at different groups, so that they are not in step. */
    private int of(int lane, long number) {
        return (int) ((number + lane * 7919L) % count);
    }

    /**
     * A message was delivered.
     *
     * @param sequenceNumber as the queue has given it; null when it has given none
     * @param first whether it was not delivered before
     */
    void delivered(int lane, long number, @Nullable String sequenceNumber, boolean first) {
        long sequence = sequenceNumber == null ? 0 : Long.parseLong(sequenceNumber);
        long before = lastSequence.getAndAccumulate(of(lane, number), sequence, Math::max);
        if (sequence == 0 || (first && sequence <= before)) {
            disordered.increment();
        }
    }

    boolean isRepeated(long number) {
        return number % REPEATED_EVERY == 0;
    }

    /** A send was repeated and got an answer. */
    void repeated(String firstId, String secondId) {
        repeated.increment();
        if (!firstId.equals(secondId)) {
            notDeduplicated.increment();
        }
    }

    BenchResult.Order order() {
        return new BenchResult.Order(disordered.sum(), notDeduplicated.sum(), repeated.sum());
    }
}
