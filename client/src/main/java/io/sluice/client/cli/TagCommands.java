package io.sluice.client.cli;

import io.sluice.client.SluiceClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tags of queues: {@code sluice queue tag|untag|tags}. */
final class TagCommands {
    private TagCommands() {}

    /** {@code sluice queue tag}. */
    @Command(
            name = "tag",
            mixinStandardHelpOptions = true,
            description = "Adds tags to a queue, or gives those that are there new values.")
    static final class Tag implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "QUEUE", description = "Name or URL.")
        private String queue;

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "KEY=VALUE",
                description = "Keys of 1 to 128 characters, values of at most 256; a queue has at most 50 tags.")
        private Map<String, String> tags = new TreeMap<>();

        @Override
        public Integer call() {
            try (SluiceClient client = Main.of(spec).open()) {
                client.queues().tag(queue, tags);
                Main.of(spec)
                        .output()
                        .print(() -> Fields.of("name", Output.name(queue), "tagged", tags), () -> "tagged");
                return ExitCode.OK;
            }
        }
    }

    /** {@code sluice queue untag}. */
    @Command(name = "untag", mixinStandardHelpOptions = true, description = "Takes tags from a queue.")
    static final class Untag implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "QUEUE", description = "Name or URL.")
        private String queue;

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY", description = "Keys of the tags.")
        private List<String> keys = new ArrayList<>();

        @Override
        public Integer call() {
            try (SluiceClient client = Main.of(spec).open()) {
                client.queues().untag(queue, keys);
                Main.of(spec)
                        .output()
                        .print(() -> Fields.of("name", Output.name(queue), "untagged", keys), () -> "untagged");
                return ExitCode.OK;
            }
        }
    }

    /** {@code sluice queue tags}. */
    @Command(name = "tags", mixinStandardHelpOptions = true, description = "Shows the tags of a queue.")
    static final class Tags implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "QUEUE", description = "Name or URL.")
        private String queue;

        @Override
        public Integer call() {
            try (SluiceClient client = Main.of(spec).open()) {
                Map<String, String> tags = new TreeMap<>(client.queues().tags(queue));
                Main.of(spec)
                        .output()
                        .print(
                                () -> Fields.of("name", Output.name(queue), "tags", tags),
                                () -> Output.table(
                                        List.of("KEY", "VALUE"),
                                        tags.entrySet().stream()
                                                .map(tag -> List.of(tag.getKey(), tag.getValue()))
                                                .toList()));
                return ExitCode.OK;
            }
        }
    }
}
