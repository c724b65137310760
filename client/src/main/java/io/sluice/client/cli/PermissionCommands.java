package io.sluice.client.cli;

import io.sluice.client.Permission;
import io.sluice.client.SluiceClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Statements of the policies of queues: {@code sluice queue permit|revoke}. */
final class PermissionCommands {
    private PermissionCommands() {}

    /** {@code sluice queue permit}. */
    @Command(
            name = "permit",
            mixinStandardHelpOptions = true,
            description = "Adds a statement to a queue's policy that allows accounts some actions.")
    static final class Permit implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "QUEUE", description = "Name or URL.")
        private String queue;

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
            try (SluiceClient client = Main.of(spec).open()) {
                client.queues().addPermission(queue, new Permission(label, accounts, actions));
                Main.of(spec)
                        .output()
                        .print(() -> Fields.of("name", Output.name(queue), "permitted", label), () -> "permitted");
                return ExitCode.OK;
            }
        }
    }

    /** {@code sluice queue revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Takes a statement from a queue's policy; with the last one the policy goes.")
    static final class Revoke implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "QUEUE", description = "Name or URL.")
        private String queue;

        @Parameters(index = "1", paramLabel = "LABEL", description = "Name of the statement.")
        private String label;

        @Override
        public Integer call() {
            try (SluiceClient client = Main.of(spec).open()) {
                client.queues().removePermission(queue, label);
                Main.of(spec)
                        .output()
                        .print(() -> Fields.of("name", Output.name(queue), "revoked", label), () -> "revoked");
                return ExitCode.OK;
            }
        }
    }
}
