package io.sluice.node.sim;

import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Redrive;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The queues of {@link MoveSimulation}: on each of two tablets one with its dead letters at home and one with them
 * away, standard and FIFO, and dead letters in a chain.
 */
final class MoveQueues {
    static final TabletId ONE = new TabletId(1);
    static final TabletId TWO = new TabletId(2);
    private static final long NEVER = 0;
    private static final Set<Long> ON_ONE = Set.of(1L, 2L, 3L, 7L, 8L, 16L);
    /** The queues whose messages are dead letters at the end of their time. */
    private static final Set<Long> BURYING = Set.of(2L, 4L, 7L, 10L);
    /** The queues that may be deleted. */
    private static final Set<Long> DROPPED = Set.of(6L, 9L, 10L);
    /** Those of them that are made again. */
    private static final Set<Long> REMADE = Set.of(6L, 9L);

    private MoveQueues() {}

    /** On each tablet a queue with its dead letters at home and one with them away; dead letters in a chain. */
    static List<QueueCommand.Create> creates() {
        return List.of(
                create(1, ONE, 3, ONE, 2),
                create(2, ONE, 6, TWO, 1),
                create(3, ONE, NEVER, ONE, 0),
                create(4, TWO, 6, TWO, 2),
                create(5, TWO, 3, ONE, 3),
                create(6, TWO, 3, ONE, 2),
                // And the same of FIFO queues.
                create(7, ONE, 9, TWO, 2),
                create(8, ONE, 7, ONE, 1),
                create(9, TWO, NEVER, ONE, 0),
                create(10, TWO, 9, TWO, 2),
                // Who has the names of those that are deleted.
                create(16, ONE, NEVER, ONE, 0),
                create(19, TWO, NEVER, ONE, 0));
    }

    private static QueueCommand.Create create(long id, TabletId on, long target, TabletId tablet, int receivesMax) {
        SortedMap<String, String> attributes = new TreeMap<>();
        if (isFifo(new ResourceId(id))) {
            attributes.put("FifoQueue", "true");
        }
        if (BURYING.contains(id)) {
            attributes.put("DeadLetterExpired", "true");
        }
        Optional<Redrive> redrive = Optional.empty();
        if (target != NEVER) {
            attributes.put("RedrivePolicy", "of " + on);
            redrive = Optional.of(new Redrive(new ResourceId(target), tablet, receivesMax, "q" + target));
        }
        return new QueueCommand.Create(new ResourceId(id), "q" + id, attributes, new TreeMap<>(), redrive);
    }

    static TabletId tablet(ResourceId queue) {
        return ON_ONE.contains(queue.value()) ? ONE : TWO;
    }

    static boolean isFifo(ResourceId queue) {
        return queue.value() >= 7 && queue.value() != 16;
    }

    static boolean mayBeDropped(ResourceId queue) {
        return DROPPED.contains(queue.value());
    }

    /** Whether the queue is made again, once it was dropped. */
    static boolean isRemade(ResourceId queue) {
        return REMADE.contains(queue.value());
    }
}
