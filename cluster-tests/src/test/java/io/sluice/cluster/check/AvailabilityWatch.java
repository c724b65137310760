package io.sluice.cluster.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** C4 and the promise of availability: how long nothing of a kind succeeded, and what was stuck. */
public final class AvailabilityWatch {
    /** No call may last longer, and after the end of all faults nothing may fail for longer. */
    public static final Duration STUCK_AFTER = Duration.ofSeconds(60);

    private final List<Operation> operations;

    /** A watch over what was recorded so far. */
    public AvailabilityWatch(History history) {
        operations = history.operations();
    }

    /** Longest time in the span without the end of a successful call of this kind. */
    public Duration longestStall(Class<? extends Operation> kind, long fromNanos, long toNanos) {
        long last = fromNanos;
        long longest = 0;
        for (long success : successes(kind)) {
            if (success > fromNanos && success < toNanos) {
                longest = Math.max(longest, success - last);
                last = success;
            }
        }
        return Duration.ofNanos(Math.max(longest, toNanos - last));
    }

    /** Breaches of C4, where all faults had ended by then. */
    public List<Violation> check(long healedNanos, List<Class<? extends Operation>> kinds) {
        List<Violation> violations = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.call().millis() > STUCK_AFTER.toMillis()) {
                violations.add(new Violation("C4", "stuck: " + operation));
            }
        }
        for (Class<? extends Operation> kind : kinds) {
            boolean recovered = successes(kind).stream()
                    .anyMatch(success -> success >= healedNanos && success - healedNanos <= STUCK_AFTER.toNanos());
            if (!recovered) {
                violations.add(new Violation(
                        "C4", "no " + kind.getSimpleName() + " succeeded within 60 s after the faults ended"));
            }
        }
        return List.copyOf(violations);
    }

    private List<Long> successes(Class<? extends Operation> kind) {
        return operations.stream()
                .filter(kind::isInstance)
                .filter(operation -> operation.call().isOk())
                .map(operation -> operation.call().completeNanos())
                .sorted()
                .toList();
    }
}
