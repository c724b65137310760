package io.sluice.node.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A file of steps. A step is one or more lines of what is done, a line of four hyphens, and the lines
 * that are expected, up to an empty line; lines before it that begin with # say why.
 */
record Script(Path path, List<Step> steps) {
    private static final String RULE = "----";

    /** What is said, done and expected. */
    record Step(List<String> remarks, List<String> actions, List<String> expected) {}

    static List<Path> all() {
        Path root = Golden.resources();
        try (Stream<Path> queue = Files.list(root.resolve("queue"));
                Stream<Path> fifo = Files.list(root.resolve("fifo"));
                Stream<Path> schedule = Files.list(root.resolve("schedule"));
                Stream<Path> catalog = Files.list(root.resolve("catalog"))) {
            return Stream.of(queue, fifo, schedule, catalog)
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Script read(Path path) {
        List<Step> steps = new ArrayList<>();
        Step step = new Step(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        boolean ruled = false;
        for (String line : Golden.lines(path)) {
            if (line.isBlank()) {
                if (ruled || !step.actions().isEmpty()) {
                    steps.add(step);
                    step = new Step(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
                    ruled = false;
                } else if (!step.remarks().isEmpty()) {
                    step.remarks().add("");
                }
            } else if (line.equals(RULE)) {
                ruled = true;
            } else if (ruled) {
                step.expected().add(line);
            } else if (line.startsWith("#")) {
                step.remarks().add(line);
            } else {
                step.actions().add(line);
            }
        }
        if (!step.actions().isEmpty()) {
            steps.add(step);
        }
        return new Script(path, steps);
    }

    String text() {
        return text(Step::expected);
    }

    String text(Function<Step, List<String>> results) {
        List<String> lines = new ArrayList<>();
        for (Step step : steps) {
            lines.addAll(step.remarks());
            lines.addAll(step.actions());
            lines.add(RULE);
            lines.addAll(results.apply(step));
            lines.add("");
        }
        lines.remove(lines.size() - 1);
        return String.join("\n", lines) + "\n";
    }
}
