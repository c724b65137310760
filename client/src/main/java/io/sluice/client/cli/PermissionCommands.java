package io.sluice.client.cli;

import io.sluice.client.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Statements of the policies of queues: {@code sluice queue permit|revoke}. */
final class PermissionCommands {
    private PermissionCommands() {}

    /** {@code sluice queue permit}. */
    @Command(
            name = "permit",
            mixinStandardHelpOptions = true,
            description = "Adds a statement to a queue's policy that allows accounts some actions.")
    static final class Permit implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Parameters(index = "1", paramLabel = "LABEL", description = "Name of the statement, new in the policy.")
        private String label;

        @Option(
                names = "--account",
                required = true,
                paramLabel = "ID",
                description = "An account of twelve digits; repeatable.")
        private List<String> accounts = new ArrayList<>();

        @Option(
                names = "--action",
                required = true,
                paramLabel = "NAME",
                description = "An operation by its AWS name, such as SendMessage, or *; repeatable, up to 7.")
        private List<String> actions = new ArrayList<>();

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                client.queues().addPermission(queue.nameOrUrl(), new Permission(label, accounts, actions));
                out.print(() -> Fields.of("name", queue.name(), "permitted", label), () -> "permitted");
            });
        }
    }

    /** {@code sluice queue revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Takes a statement from a queue's policy; with the last one the policy goes.")
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Mixin
        private NamedQueue queue;

        @Parameters(index = "1", paramLabel = "LABEL", description = "Name of the statement.")
        private String label;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                client.queues().removePermission(queue.nameOrUrl(), label);
                out.print(() -> Fields.of("name", queue.name(), "revoked", label), () -> "revoked");
            });
        }
    }
}
