package io.sluice.client.cli;

import io.sluice.client.AccessKeyInfo;
import io.sluice.client.NewAccessKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice key}. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and deletes access keys.",
        subcommands = {KeyCommands.Create.class, KeyCommands.ListAll.class, KeyCommands.Delete.class})
final class KeyCommands implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: create, list or delete");
    }

    /** {@code sluice key create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a key and prints its secret, which is told this once.")
    static final class Create implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Parameters(paramLabel = "NAME", description = "Name of its user: 1 to 64 letters, digits and +=,.@_-")
        private String name;

        @Option(
                names = "--account",
                paramLabel = "12-DIGITS",
                defaultValue = "",
                description = "Account of its callers (default: one's own).")
        private String account;

        @Option(
                names = "--allow",
                split = ",",
                paramLabel = "ACTION",
                defaultValue = "sqs:*",
                description =
                        "What it may do, as sqs:SendMessage (default: ${DEFAULT-VALUE}). To administer: sluice:*.")
        private List<String> actions;

        @Option(
                names = "--on",
                split = ",",
                paramLabel = "ARN",
                defaultValue = "*",
                description = "On what, ARNs with * and ? (default: ${DEFAULT-VALUE}).")
        private List<String> resources;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                NewAccessKey made = client.keys().create(account, name, actions, resources);
                Map<String, Object> object = object(made.key());
                object.put("secret", made.credentials().secret());
                out.print(
                        () -> object,
                        () -> "key     " + made.key().keyId() + "\nsecret  "
                                + made.credentials().secret() + "\naccount "
                                + made.key().account() + "\n\nThe secret is not told again."
                                + (made.key().sealed()
                                        ? ""
                                        : " The cluster keeps it unencrypted: see access.sealingFile."));
            });
        }
    }

    /** {@code sluice key list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the keys, without their secrets.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                List<AccessKeyInfo> keys = client.keys().list();
                out.print(
                        () -> Map.of(
                                "keys", keys.stream().map(KeyCommands::object).toList()),
                        () -> Output.table(
                                List.of("KEY", "ACCOUNT", "NAME", "ALLOWS", "ON", "MADE", "LAST USED"),
                                keys.stream().map(KeyCommands::row).toList()));
            });
        }
    }

    /** {@code sluice key delete}. */
    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Deletes a key; every node refuses it a moment later.")
    static final class Delete implements Callable<Integer> {
        @Mixin
        private Cluster cluster;

        @Parameters(paramLabel = "KEY", description = "Id of the key.")
        private String keyId;

        @Override
        public Integer call() {
            return cluster.run((client, out) -> {
                client.keys().delete(keyId);
                out.print(() -> Map.of("key_id", keyId), () -> "deleted " + keyId);
            });
        }
    }

    private static List<String> row(AccessKeyInfo key) {
        return List.of(
                key.keyId(),
                key.account(),
                key.name(),
                String.join(",", key.actions()),
                String.join(",", key.resources()),
                seconds(key.created()),
                key.lastUsed().map(KeyCommands::seconds).orElse("never"));
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Map<String, Object> object(AccessKeyInfo key) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("key_id", key.keyId());
        object.put("account", key.account());
        object.put("name", key.name());
        object.put("actions", key.actions());
        object.put("resources", key.resources());
        object.put("created", key.created().toString());
        object.put("last_used", key.lastUsed().map(Instant::toString).orElse(""));
        object.put("sealed", key.sealed());
        return object;
    }
}
