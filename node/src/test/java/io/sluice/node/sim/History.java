package io.sluice.node.sim;

import java.util.ArrayList;
import java.util.List;

/** What happened, line by line; two runs of a seed must not differ in any. */
final class History {
    private static final int SHOWN_MAX = 40;

    private final DeterministicTasks tasks;
    private final List<String> lines = new ArrayList<>();

    History(DeterministicTasks tasks) {
        this.tasks = tasks;
    }

    void add(String line) {
        lines.add(tasks.nowMillis() + " " + line);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** The last of them, for a failure. */
    String end() {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_MAX), lines.size()));
    }
}
