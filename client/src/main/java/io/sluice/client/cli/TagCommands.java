package io.sluice.client.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tags of queues: {@code sluice queue tag|untag|tags}. */
final class TagCommands {
    private TagCommands() {}

    /** {@code sluice queue tag}. */
    @Command(
            name = "tag",
            mixinStandardHelpOptions = true,
            description = "Adds tags to a queue, or gives those that are there new values.")
    static final class Tag implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "KEY=VALUE",
                description = "Keys of 1 to 128 characters, values of at most 256; a queue has at most 50 tags.")
        private Map<String, String> tags = new TreeMap<>();

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                client.queues().tag(queue.nameOrUrl(), tags);
                out.print(() -> Fields.of("name", queue.name(), "tagged", tags), () -> "tagged");
            });
        }
    }

    /** {@code sluice queue untag}. */
    @Command(name = "untag", mixinStandardHelpOptions = true, description = "Takes tags from a queue.")
    static final class Untag implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY", description = "Keys of the tags.")
        private List<String> keys = new ArrayList<>();

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                client.queues().untag(queue.nameOrUrl(), keys);
                out.print(() -> Fields.of("name", queue.name(), "untagged", keys), () -> "untagged");
            });
        }
    }

    /** {@code sluice queue tags}. */
    @Command(name = "tags", mixinStandardHelpOptions = true, description = "Shows the tags of a queue.")
    static final class Tags implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                Map<String, String> tags = new TreeMap<>(client.queues().tags(queue.nameOrUrl()));
                out.print(
                        () -> Fields.of("name", queue.name(), "tags", tags),
                        () -> Output.table(
                                List.of("KEY", "VALUE"),
                                tags.entrySet().stream()
                                        .map(tag -> List.of(tag.getKey(), tag.getValue()))
                                        .toList()));
            });
        }
    }
}
