package io.sluice.client.cli;

import io.sluice.client.GroupInfo;
import io.sluice.client.GroupPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice group ...}. */
@Command(
        name = "group",
        mixinStandardHelpOptions = true,
        description = "Looks at message groups, stops them, and mends those of FIFO queues that fail.",
        subcommands = {
            GroupCommands.Listing.class,
            GroupCommands.Policy.class,
            GroupCommands.Skip.class,
            GroupCommands.Park.class,
            GroupCommands.Resume.class,
            GroupCommands.Release.class
        })
final class GroupCommands implements Runnable {
    private static final int PAGE_MAX = 100;
    private static final int PAGES_MAX = 10_000;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with message groups");
    }

    private static void done(String what, String group, Output out) {
        out.print(() -> Map.of(what, group), () -> what);
    }

    /** {@code sluice group list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Shows groups that have messages, and what the queue does with a message that always fails.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Option(
                names = "--state",
                paramLabel = "STATE",
                defaultValue = "",
                description = "Only groups that are ready, busy, blocked, delayed or parked.")
        private String state;

        @Option(names = "--max", defaultValue = "100", description = "At most so many (default: ${DEFAULT-VALUE}).")
        private int max;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                List<GroupInfo> groups = new ArrayList<>();
                GroupPage page = client.groups().list(queue.nameOrUrl(), state, PAGE_MAX, "");
                groups.addAll(page.groups());
                for (int i = 0;
                        i < PAGES_MAX
                                && groups.size() < max
                                && !page.nextToken().isEmpty();
                        i++) {
                    page = client.groups().list(queue.nameOrUrl(), state, PAGE_MAX, page.nextToken());
                    groups.addAll(page.groups());
                }
                print(page, groups.subList(0, Math.min(max, groups.size())), out);
            });
        }

        private static void print(GroupPage page, List<GroupInfo> groups, Output out) {
            out.print(
                    () -> {
                        Map<String, Object> shown = new LinkedHashMap<>();
                        shown.put("on_poison", page.onPoison());
                        shown.put("max_receives", page.maxReceives());
                        shown.put("parked_groups", page.parkedGroups());
                        shown.put("groups", groups.stream().map(Listing::shown).toList());
                        return shown;
                    },
                    () -> Output.table(
                                    List.of(
                                            "GROUP",
                                            "STATE",
                                            "VISIBLE",
                                            "IN-FLIGHT",
                                            "DELAYED",
                                            "FIRST",
                                            "RECEIVED",
                                            "SINCE",
                                            "UNTIL"),
                                    groups.stream().map(Listing::row).toList())
                            + "\non poison: " + page.onPoison()
                            + (page.maxReceives() == 0 ? "" : " after " + page.maxReceives() + " receives")
                            + ", parked groups: " + page.parkedGroups());
        }

        private static Map<String, Object> shown(GroupInfo group) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("group", group.group());
            shown.put("state", group.state());
            shown.put("visible", group.visible());
            shown.put("in_flight", group.inFlight());
            shown.put("delayed", group.delayed());
            shown.put("head_message_id", group.headMessageId());
            shown.put("head_receives", group.headReceives());
            shown.put("since", time(group.since()));
            shown.put("blocked_until", time(group.blockedUntil()));
            return shown;
        }

        private static List<String> row(GroupInfo group) {
            return List.of(
                    group.group(),
                    group.state(),
                    Long.toString(group.visible()),
                    Long.toString(group.inFlight()),
                    Long.toString(group.delayed()),
                    group.headMessageId(),
                    Long.toString(group.headReceives()),
                    time(group.since()),
                    time(group.blockedUntil()));
        }

        private static String time(Instant instant) {
            return instant.equals(Instant.EPOCH) ? "" : instant.toString();
        }
    }

    /** {@code sluice group policy}. */
    @Command(
            name = "policy",
            mixinStandardHelpOptions = true,
            description = "Says what becomes of a message that always fails.")
    static final class Policy implements Callable<Integer> {
        /** What to do. */
        enum Action {
            /** Receive it on. */
            BLOCK,
            /** Move it to the dead-letter queue. */
            SKIP,
            /** Stop its group. */
            PARK
        }

        @Mixin
        private Cluster cluster;

        @Parameters(index = "0", paramLabel = "QUEUE", description = "Name or URL of a FIFO queue.")
        private String queue;

        @Parameters(
                index = "1",
                paramLabel = "ACTION",
                description = "block: its group waits (as with AWS); skip: it goes to the dead-letter queue;"
                        + " park: its group stops until it is resumed.")
        private Action action;

        @Option(
                names = "--after",
                paramLabel = "N",
                defaultValue = "3",
                description = "Receives after which the next one does it, 1 to 1000 (default: ${DEFAULT-VALUE}).")
        private int after;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                switch (action) {
                    case BLOCK -> client.groups().block(queue);
                    case SKIP -> client.groups().skipAfter(queue, after);
                    case PARK -> client.groups().parkAfter(queue, after);
                }
                out.print(() -> Map.of("on_poison", action.name().toLowerCase(Locale.ROOT)), () -> "set");
            });
        }
    }

    /** {@code sluice group skip}. */
    @Command(
            name = "skip",
            mixinStandardHelpOptions = true,
            description = "Moves the first message of a group to the dead-letter queue; prints its id.")
    static final class Skip implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Parameters(index = "0", paramLabel = "QUEUE", description = "Name or URL of a FIFO queue.")
        private String queue;

        @Parameters(index = "1", paramLabel = "GROUP", description = "Id of the group.")
        private String group;

        @Option(names = "--discard", description = "Deletes the message instead.")
        private boolean discard;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                String id = discard
                        ? client.groups().discardHead(queue, group)
                        : client.groups().skipHead(queue, group);
                out.print(() -> Map.of("message_id", id), () -> id);
            });
        }
    }

    /** {@code sluice group park}. */
    @Command(
            name = "park",
            mixinStandardHelpOptions = true,
            description = "Stops a group: nothing of it is received until it is resumed.")
    static final class Park implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Parameters(index = "1", paramLabel = "GROUP", description = "Id of the group.")
        private String group;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                client.groups().park(queue.nameOrUrl(), group);
                done("parked", group, out);
            });
        }
    }

    /** {@code sluice group resume}. */
    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Lets a parked group go on, in order.")
    static final class Resume implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Parameters(index = "1", paramLabel = "GROUP", description = "Id of the group.")
        private String group;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                client.groups().resume(queue.nameOrUrl(), group);
                done("resumed", group, out);
            });
        }
    }

    /** {@code sluice group release}. */
    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description = "Gives back a message and those after it of the same receive and group; prints how many.")
    static final class Release implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Parameters(index = "0", paramLabel = "QUEUE", description = "Name or URL of a FIFO queue.")
        private String queue;

        @Parameters(index = "1", paramLabel = "RECEIPT", description = "Receipt handle of the first message.")
        private String receipt;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                int released = client.groups().release(queue, receipt);
                out.print(() -> Map.of("released", released), () -> released + " released");
            });
        }
    }
}
