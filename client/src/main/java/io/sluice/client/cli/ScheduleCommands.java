package io.sluice.client.cli;

import io.sluice.client.OutgoingMessage;
import io.sluice.client.ScheduleClient;
import io.sluice.client.ScheduleInfo;
import io.sluice.client.SchedulePage;
import io.sluice.client.ScheduleTime;
import io.sluice.client.Scheduled;
import io.sluice.client.ScheduledMessage;
import java.time.Instant;
import java.util.ArrayList;
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

/** {@code sluice schedule ...}. */
@Command(
        name = "schedule",
        mixinStandardHelpOptions = true,
        description = "Messages for a later time, once or again and again.",
        subcommands = {
            ScheduleCommands.Put.class,
            ScheduleCommands.Listing.class,
            ScheduleCommands.Show.class,
            ScheduleCommands.Move.class,
            ScheduleCommands.Cancel.class
        })
final class ScheduleCommands implements Runnable {
    private static final int PAGE_MAX = 1000;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with schedules");
    }

    private static Map<String, Object> shown(ScheduleInfo schedule) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("schedule_id", schedule.id());
        shown.put("next", schedule.next().toString());
        shown.putAll(ScheduleWhen.shown(schedule.time()));
        shown.put("runs", schedule.runs());
        shown.put("created", schedule.created().toString());
        shown.put("message_bytes", schedule.messageBytes());
        shown.put("group", schedule.groupId());
        return shown;
    }

    /** A schedule of a queue. */
    static final class Named {
        @Parameters(index = "0", paramLabel = "QUEUE", description = "Name or URL.")
        private String queue;

        @Parameters(index = "1", paramLabel = "ID", description = "The schedule's id.")
        private String id;

        String queue() {
            return queue;
        }

        String id() {
            return id;
        }
    }

    /** {@code sluice schedule put}. */
    @Command(
            name = "put",
            mixinStandardHelpOptions = true,
            description = "Has a message sent later; prints the schedule's id and when it sends first.")
    static final class Put implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Parameters(index = "1", paramLabel = "BODY", description = "The message.")
        private String body;

        @Option(
                names = "--id",
                paramLabel = "ID",
                defaultValue = "",
                description = "1 to 80 of letters, digits, -, _ and .; without it the cluster gives one.")
        private String id;

        @Mixin
        private SendTermsOptions terms;

        @Mixin
        private ScheduleWhen when;

        @Option(
                names = {"-a", "--attribute"},
                paramLabel = "NAME=TYPE:VALUE",
                description = "A user attribute, such as color=String:red; Binary takes base64; repeatable.")
        private Map<String, String> attributes = new TreeMap<>();

        @Option(names = "--group", paramLabel = "ID", defaultValue = "", description = "The message group.")
        private String group;

        @Option(
                names = "--dedup-id",
                paramLabel = "ID",
                defaultValue = "",
                description = "The deduplication id, for FIFO queues and a schedule that sends once.")
        private String deduplicationId;

        @Override
        public Integer call() {
            OutgoingMessage message = message();
            ScheduleTime time = when.time(Instant.now());
            return cluster.run((client, out) -> {
                Scheduled made = client.queues().schedules().schedule(queue.nameOrUrl(), id, message, time);
                out.print(
                        () -> Fields.of(
                                "schedule_id", made.id(), "next", made.next().toString()),
                        () -> made.id() + " sends at " + made.next());
            });
        }

        private OutgoingMessage message() {
            OutgoingMessage message =
                    terms.apply(OutgoingMessage.of(body).withGroup(group).withDeduplicationId(deduplicationId));
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                message = message.withAttribute(attribute.getKey(), SendCommand.attribute(attribute.getValue()));
            }
            return message;
        }
    }

    /** {@code sluice schedule list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Shows the schedules of a queue in the order in which they send.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Option(names = "--max", defaultValue = "20", description = "At most so many (default: ${DEFAULT-VALUE}).")
        private int max;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                List<ScheduleInfo> found = new ArrayList<>();
                long total = read(client.queues().schedules(), found);
                out.print(
                        () -> Fields.of(
                                "total",
                                total,
                                "schedules",
                                found.stream().map(ScheduleCommands::shown).toList()),
                        () -> Output.table(
                                        List.of("ID", "NEXT", "RULE", "RUNS", "BYTES"),
                                        found.stream().map(Listing::row).toList())
                                + "\n" + found.size() + " of " + total);
            });
        }

        private long read(ScheduleClient schedules, List<ScheduleInfo> found) {
            String token = "";
            while (true) {
                SchedulePage page = schedules.list(queue.nameOrUrl(), Math.min(max - found.size(), PAGE_MAX), token);
                found.addAll(page.schedules());
                token = page.nextToken();
                if (token.isEmpty() || found.size() >= max) {
                    return page.total();
                }
            }
        }

        private static List<String> row(ScheduleInfo schedule) {
            return List.of(
                    schedule.id(),
                    schedule.next().toString(),
                    ScheduleWhen.told(schedule.time()),
                    Long.toString(schedule.runs()),
                    Integer.toString(schedule.messageBytes()));
        }
    }

    /** {@code sluice schedule show}. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a schedule with its message.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private Named schedule;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                ScheduledMessage found = client.queues().schedules().get(schedule.queue(), schedule.id());
                Map<String, Object> shown = shown(found.schedule());
                shown.put("body", found.body());
                out.print(
                        () -> shown,
                        () -> Output.table(
                                List.of("NAME", "VALUE"),
                                shown.entrySet().stream()
                                        .map(entry -> List.of(
                                                entry.getKey(), entry.getValue().toString()))
                                        .toList()));
            });
        }
    }

    /** {@code sluice schedule move}. */
    @Command(
            name = "move",
            mixinStandardHelpOptions = true,
            description = {
                "Changes when a schedule sends. --at and --in move its next run, and a rule goes on from there;",
                "--cron and --every give it another rule."
            })
    static final class Move implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private Named schedule;

        @Mixin
        private ScheduleWhen when;

        @Override
        public Integer call() {
            ScheduleTime time = when.time(Instant.now());
            return cluster.run((client, out) -> {
                Instant next = client.queues().schedules().reschedule(schedule.queue(), schedule.id(), time);
                out.print(
                        () -> Fields.of("schedule_id", schedule.id(), "next", next.toString()),
                        () -> schedule.id() + " sends at " + next);
            });
        }
    }

    /** {@code sluice schedule cancel}. */
    @Command(name = "cancel", mixinStandardHelpOptions = true, description = "Ends a schedule; what it has sent stays.")
    static final class Cancel implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private Named schedule;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                client.queues().schedules().cancel(schedule.queue(), schedule.id());
                out.print(() -> Map.of("cancelled", schedule.id()), () -> "cancelled " + schedule.id());
            });
        }
    }
}
