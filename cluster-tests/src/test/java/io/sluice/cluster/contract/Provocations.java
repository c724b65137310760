package io.sluice.cluster.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All provocations. Which errors these leave out, and why, {@link Unprovoked} says. */
final class Provocations {
    private Provocations() {}

    /** All of them, each to be made on a {@link Stage}. */
    static Map<String, List<Provocation>> byTheme() {
        return new TreeMap<>(Map.of(
                "batches", BatchErrors.provocations(),
                "dead letters and moves", DeadLetterErrors.provocations(),
                "FIFO", FifoErrors.provocations(),
                "messages", MessageErrors.provocations(),
                "names and addresses", NamedQueues.provocations(),
                "policies, permissions and tags", PermissionErrors.provocations(),
                "queues", QueueErrors.provocations()));
    }

    /** The same without themes. */
    static Stream<Provocation> all() {
        return byTheme().values().stream().flatMap(List::stream);
    }
}
