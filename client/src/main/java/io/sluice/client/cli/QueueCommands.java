package io.sluice.client.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice queue ...}. */
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        description = "Makes, shows, changes and deletes queues.",
        subcommands = {
            QueueCommands.Create.class,
            QueueCommands.Listing.class,
            QueueCommands.Describe.class,
            QueueCommands.Change.class,
            QueueCommands.Delete.class,
            QueueCommands.Purge.class,
            QueueCommands.Sources.class,
            DeliveryCommands.Pause.class,
            DeliveryCommands.Resume.class,
            DeliveryCommands.Limit.class,
            DeliveryCommands.Show.class,
            TagCommands.Tag.class,
            TagCommands.Untag.class,
            TagCommands.Tags.class,
            PermissionCommands.Permit.class,
            PermissionCommands.Revoke.class
        })
final class QueueCommands implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with queues");
    }

    private static Map<String, Object> named(String name, String url) {
        Map<String, Object> queue = new LinkedHashMap<>();
        queue.put("name", name);
        queue.put("url", url);
        return queue;
    }

    private static void print(List<String> urls, Output out) {
        out.print(
                () -> Map.of(
                        "queues",
                        urls.stream().map(url -> named(Output.name(url), url)).toList()),
                () -> Output.table(
                        List.of("NAME", "URL"),
                        urls.stream().map(url -> List.of(Output.name(url), url)).toList()));
    }

    /** {@code sluice queue create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a queue; does nothing when it is there with these attributes.")
    static final class Create implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Parameters(
                paramLabel = "NAME",
                description = "1 to 80 letters, digits, hyphens and underscores; ending in .fifo for a FIFO queue.")
        private String name;

        @Option(
                names = {"-a", "--attribute"},
                paramLabel = "NAME=VALUE",
                description = "An attribute by its AWS name, such as VisibilityTimeout=60; repeatable.")
        private Map<String, String> attributes = new TreeMap<>();

        @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "A tag; repeatable.")
        private Map<String, String> tags = new TreeMap<>();

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                if (name.endsWith(".fifo")) {
                    attributes.putIfAbsent("FifoQueue", "true");
                }
                String url = client.queues().createQueue(name, attributes, tags);
                out.print(() -> named(name, url), () -> url);
            });
        }
    }

    /** {@code sluice queue list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists queues in name order.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Option(names = "--prefix", defaultValue = "", description = "Only names that start so.")
        private String prefix;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                print(client.queues().listQueues(prefix), out);
            });
        }
    }

    /** {@code sluice queue describe}. */
    @Command(name = "describe", mixinStandardHelpOptions = true, description = "Shows attributes and counters.")
    static final class Describe implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                Map<String, String> attributes =
                        new TreeMap<>(client.queues().attributes(queue.nameOrUrl(), List.of("All")));
                out.print(
                        () -> Fields.of("name", queue.name(), "attributes", attributes),
                        () -> Output.table(
                                List.of("ATTRIBUTE", "VALUE"),
                                attributes.entrySet().stream()
                                        .map(entry -> List.of(entry.getKey(), entry.getValue()))
                                        .toList()));
            });
        }
    }

    /** {@code sluice queue set}. */
    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Changes attributes; what is not named stays.")
    static final class Change implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "NAME=VALUE",
                description = "Attributes by their AWS names.")
        private Map<String, String> attributes = new TreeMap<>();

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                client.queues().setAttributes(queue.nameOrUrl(), attributes);
                out.print(() -> Fields.of("name", queue.name(), "set", attributes), () -> "set");
            });
        }
    }

    /** {@code sluice queue delete}. */
    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Deletes a queue and everything in it; its name stays blocked for 60 seconds.")
    static final class Delete implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                client.queues().deleteQueue(queue.nameOrUrl());
                out.print(() -> Map.of("deleted", queue.name()), () -> "deleted");
            });
        }
    }

    /** {@code sluice queue purge}. */
    @Command(
            name = "purge",
            mixinStandardHelpOptions = true,
            description = "Deletes every message of a queue; once in 60 seconds.")
    static final class Purge implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                client.queues().purge(queue.nameOrUrl());
                out.print(() -> Map.of("purged", queue.name()), () -> "purged");
            });
        }
    }

    /** {@code sluice queue sources}. */
    @Command(
            name = "sources",
            mixinStandardHelpOptions = true,
            description = "Lists the queues whose dead letters go to a queue.")
    static final class Sources implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                print(client.queues().deadLetterSources(queue.nameOrUrl()), out);
            });
        }
    }
}
