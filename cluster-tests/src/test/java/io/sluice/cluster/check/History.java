package io.sluice.cluster.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything that the callers of one test saw on one queue. Any thread may record. */
public final class History {
    /** A history larger than this does not fit the heap of a test. */
    public static final int OPERATIONS_MAX = 1_000_000;

    private final ConcurrentLinkedQueue<Operation> operations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger recorded = new AtomicInteger();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> unseen = new HashSet<>();
    private final AtomicInteger purges = new AtomicInteger();

    /** Adds an attempt after its end. */
    public void record(Operation operation) {
        if (recorded.incrementAndGet() > OPERATIONS_MAX) {
            throw new IllegalStateException("more than " + OPERATIONS_MAX + " operations recorded");
        }
        operations.add(operation);
        account(operation);
    }

    private void account(Operation operation) {
        if (operation instanceof Operation.Send send && send.call().isOk()) {
            synchronized (seen) {
                if (!seen.contains(send.messageId())) {
                    unseen.add(send.messageId());
                }
            }
        } else if (operation instanceof Operation.Receive receive) {
            synchronized (seen) {
                for (Delivery delivery : receive.deliveries()) {
                    seen.add(delivery.messageId());
                    unseen.remove(delivery.messageId());
                }
            }
        } else if (operation instanceof Operation.Purge purge && purge.call().isOk()) {
            synchronized (seen) {
                unseen.clear(); // and of what was sent meanwhile, which may be left, nobody need know
            }
            purges.incrementAndGet();
        }
    }

    /** How many purges were acknowledged. */
    public int purges() {
        return purges.get();
    }

    /** How many messages were sent for certain, and not yet received or purged. */
    public int unseen() {
        synchronized (seen) {
            return unseen.size();
        }
    }

    /** What was recorded so far, by time of invocation. */
    public List<Operation> operations() {
        List<Operation> sorted = new ArrayList<>(operations);
        sorted.sort(Comparator.comparingLong(operation -> operation.call().invokeNanos()));
        return List.copyOf(sorted);
    }

    /** How many operations of this kind had this outcome. */
    public long count(Class<? extends Operation> kind, Outcome outcome) {
        return operations.stream()
                .filter(kind::isInstance)
                .filter(operation -> operation.call().outcome() == outcome)
                .count();
    }

    /** Writes the history as text, one operation a line, for the person who looks into a red test. */
    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, operations().stream().map(Object::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the history to " + file, e);
        }
    }
}
