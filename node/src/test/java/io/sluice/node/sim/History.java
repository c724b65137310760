package io.sluice.node.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happened, line by line; two runs of a seed must not differ in any. Values are put into words
 * only when shown.
 */
final class History {
    private static final int SHOWN_MAX = 40;

    private final DeterministicTasks tasks;
    private final List<Line> lines = new ArrayList<>();

    History(DeterministicTasks tasks) {
        this.tasks = tasks;
    }

    /** What happened at a time. */
    record Line(long millis, List<Object> parts) {}

    void add(Object... parts) {
        lines.add(new Line(tasks.nowMillis(), List.of(parts)));
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** The last of them, for a failure. */
    String end() {
        return lines.subList(Math.max(0, lines.size() - SHOWN_MAX), lines.size()).stream()
                .map(line -> line.millis() + " "
                        + line.parts().stream().map(String::valueOf).collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }
}
