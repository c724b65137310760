package io.sluice.client.cli;

import io.sluice.client.DeliveryInfo;
import io.sluice.client.DeliveryLimits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How queues give their messages: {@code sluice queue pause|resume|limit|delivery}. */
final class DeliveryCommands {
    private DeliveryCommands() {}

    private static void done(NamedQueue queue, String what, Output out) {
        out.print(() -> Fields.of("name", queue.name(), "delivery", what), () -> what);
    }

    /** {@code sluice queue pause}. */
    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Has receives of a queue get nothing until it is resumed; sends go on.")
    static final class Pause implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                client.delivery().pause(queue.nameOrUrl());
                done(queue, "paused", out);
            });
        }
    }

    /** {@code sluice queue resume}. */
    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Lets a paused queue go on.")
    static final class Resume implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                client.delivery().resume(queue.nameOrUrl());
                done(queue, "resumed", out);
            });
        }
    }

    /** {@code sluice queue limit}. */
    @Command(
            name = "limit",
            mixinStandardHelpOptions = true,
            description = "Limits what a queue gives. Replaces all its limits; without an option it has none.")
    static final class Limit implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Option(
                names = "--rate",
                paramLabel = "N",
                defaultValue = "0",
                description = "Messages in the time of --per, 1 to 1000000, evenly.")
        private int rate;

        @Option(
                names = "--per",
                paramLabel = "SECONDS",
                defaultValue = "1",
                description = "The time of --rate, 1 to 86400 (default: ${DEFAULT-VALUE}).")
        private int perSeconds;

        @Option(
                names = "--in-flight",
                paramLabel = "N",
                defaultValue = "0",
                description = "Messages in flight, 1 to 120000.")
        private int inFlight;

        @Option(
                names = "--group-rate",
                paramLabel = "N",
                defaultValue = "0",
                description = "Messages of each message group in the time of --group-per, 1 to 1000000, evenly.")
        private int groupRate;

        @Option(
                names = "--group-per",
                paramLabel = "SECONDS",
                defaultValue = "1",
                description = "The time of --group-rate, 1 to 86400 (default: ${DEFAULT-VALUE}).")
        private int groupPerSeconds;

        @Option(
                names = "--group-in-flight",
                paramLabel = "N",
                defaultValue = "0",
                description = "Messages of each message group in flight, 1 to 120000.")
        private int groupInFlight;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                DeliveryLimits limits = new DeliveryLimits(
                        rate,
                        Duration.ofSeconds(perSeconds),
                        inFlight,
                        groupRate,
                        Duration.ofSeconds(groupPerSeconds),
                        groupInFlight);
                client.delivery().limit(queue.nameOrUrl(), limits);
                done(queue, text(limits), out);
            });
        }
    }

    /** {@code sluice queue delivery}. */
    @Command(
            name = "delivery",
            mixinStandardHelpOptions = true,
            description = "Shows whether a queue is paused, its limits, and what holds back a receive now.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                DeliveryInfo info = client.delivery().get(queue.nameOrUrl());
                out.print(() -> object(info), () -> text(info));
            });
        }

        private static Map<String, Object> object(DeliveryInfo info) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("paused", info.paused());
            if (info.pausedSince() != null) {
                shown.put("paused_since", info.pausedSince().toString());
            }
            if (info.limits().messages() != 0) {
                shown.put("rate", info.limits().messages());
                shown.put("per_seconds", info.limits().per().toSeconds());
            }
            if (info.limits().inFlight() != 0) {
                shown.put("in_flight", info.limits().inFlight());
            }
            if (info.limits().groupMessages() != 0) {
                shown.put("group_rate", info.limits().groupMessages());
                shown.put("group_per_seconds", info.limits().groupPer().toSeconds());
            }
            if (info.limits().groupInFlight() != 0) {
                shown.put("group_in_flight", info.limits().groupInFlight());
            }
            shown.put("withheld", info.withheld());
            if (info.next() != null) {
                shown.put("next", info.next().toString());
            }
            return shown;
        }

        private static String text(DeliveryInfo info) {
            String paused = info.pausedSince() == null ? "not paused" : "paused since " + info.pausedSince();
            String next = info.next() == null ? "" : ", next message at " + info.next();
            String withheld = info.withheld().isEmpty() ? "" : "\nheld back by: " + info.withheld() + next;
            return paused + "\n" + DeliveryCommands.text(info.limits()) + withheld;
        }
    }

    private static String text(DeliveryLimits limits) {
        String queue = "at most: " + text(limits.messages(), limits.per(), limits.inFlight());
        boolean ofGroups = limits.groupMessages() != 0 || limits.groupInFlight() != 0;
        return ofGroups
                ? queue + "; of each message group: "
                        + text(limits.groupMessages(), limits.groupPer(), limits.groupInFlight())
                : queue;
    }

    private static String text(int messages, Duration per, int inFlight) {
        String rate = messages == 0 ? "no rate" : messages + " messages in " + per.toSeconds() + " s";
        return rate + ", " + (inFlight == 0 ? "no limit in flight" : inFlight + " in flight");
    }
}
