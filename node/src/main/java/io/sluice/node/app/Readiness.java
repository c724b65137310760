package io.sluice.node.app;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Whether the node should be sent work, and if not, why. Safe from any thread. */
final class Readiness {
    private final List<Supplier<Optional<String>>> checks = new CopyOnWriteArrayList<>();
    private volatile String phase = "starting";

    /** Adds a check: empty while all is well, otherwise the reason. It is run on every question, so must be cheap. */
    void require(Supplier<Optional<String>> check) {
        checks.add(check);
    }

    /** Everything that the node is made of has been started. */
    void started() {
        phase = "";
    }

    /** The node is about to stop. */
    void stopping() {
        phase = "stopping";
    }

    /** Why the node is not ready; empty when it is. */
    List<String> reasons() {
        if (!phase.isEmpty()) {
            return List.of(phase);
        }
        return checks.stream().flatMap(check -> check.get().stream()).toList();
    }
}
