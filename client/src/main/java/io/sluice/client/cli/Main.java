package io.sluice.client.cli;

import io.sluice.client.ClientConfig;
import io.sluice.client.ClientTls;
import io.sluice.client.SluiceClient;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line {@code sluice}. Exit codes are those of {@link ExitCode}. */
@Command(
        name = "sluice",
        mixinStandardHelpOptions = true,
        version = "sluice 0.1.0",
        description = "Talks to a Sluice cluster.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it worked",
            "1:it did not",
            "2:the command line makes no sense",
            "3:what was named does not exist",
            "4:it worked, and what was to be checked is not so"
        },
        subcommands = {
            QueueCommands.class,
            SendCommand.class,
            ReceiveCommand.class,
            ConsumeCommand.class,
            DeleteCommand.class,
            ReleaseCommand.class,
            MoveCommands.class,
            DeadCommands.class,
            MessageCommands.class,
            ScheduleCommands.class,
            GroupCommands.class,
            KeyCommands.class,
            StatusCommand.class,
            CompareCommand.class,
            LeaderCommands.Transfer.class,
            LeaderCommands.Drain.class,
            LeaderCommands.AddTablets.class,
            AwaitReadyCommand.class,
            BenchCommand.class,
            DemoCommand.class,
            CertsCommand.class,
            CompletionCommand.class
        })
public final class Main implements Runnable {
    private static final String DEFAULT_ENDPOINTS = "127.0.0.1:4565,127.0.0.1:4575,127.0.0.1:4585";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--endpoints",
            scope = ScopeType.INHERIT,
            paramLabel = "HOST:PORT,...",
            defaultValue = "${env:SLUICE_ENDPOINTS:-" + DEFAULT_ENDPOINTS + "}",
            description = "gRPC addresses of nodes (default: $SLUICE_ENDPOINTS or ${DEFAULT-VALUE}).")
    private String endpoints;

    @Option(
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            paramLabel = "table|json",
            defaultValue = "table",
            description = "table for people, json for scripts.")
    private Output.Format format;

    @Option(
            names = "--call-timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "When a call that no node answers is given up (default: ${DEFAULT-VALUE}).")
    private int callTimeoutSeconds;

    @Option(
            names = "--tls-ca",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE|system",
            defaultValue = "${env:SLUICE_TLS_CA}",
            description =
                    "Speak TLS and trust nodes by these authorities, or as the system does (default: $SLUICE_TLS_CA).")
    private @Nullable String tlsAuthorities;

    @Option(
            names = "--tls-cert",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            defaultValue = "${env:SLUICE_TLS_CERT}",
            description = "Certificate to show to nodes (default: $SLUICE_TLS_CERT).")
    private @Nullable Path tlsCertificate;

    @Option(
            names = "--tls-key",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            defaultValue = "${env:SLUICE_TLS_KEY}",
            description = "Its private key, PKCS #8 (default: $SLUICE_TLS_KEY).")
    private @Nullable Path tlsKey;

    Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "io/sluice/client/cli/logback.xml");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int code = run(out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Runs a command; gives its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine commandLine = new CommandLine(new Main());
        return commandLine
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.AUTO))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Troubles())
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: one of the commands below");
    }

    List<String> endpoints() {
        return Arrays.stream(endpoints.split(","))
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    SluiceClient open() {
        return open(Duration.ofSeconds(callTimeoutSeconds));
    }

    SluiceClient open(Duration callTimeout) {
        return SluiceClient.open(connection().withCallTimeout(callTimeout));
    }

    /** How the cluster is reached, with the defaults of the client beyond that. */
    ClientConfig connection() {
        return ClientConfig.of(endpoints()).with(tls());
    }

    private Optional<ClientTls> tls() {
        String authorities = tlsAuthorities == null ? "" : tlsAuthorities;
        boolean shows = tlsCertificate != null || tlsKey != null;
        if (authorities.isEmpty() && !shows) {
            return Optional.empty();
        }
        Optional<Path> trusted = Optional.of(authorities)
                .filter(name -> !name.isEmpty() && !name.equals("system"))
                .map(Path::of);
        return Optional.of(new ClientTls(trusted, Optional.ofNullable(tlsCertificate), Optional.ofNullable(tlsKey)));
    }

    Output output() {
        return new Output(format, spec.commandLine().getOut());
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** The root of a command's line of parents. */
    static Main of(CommandSpec command) {
        return (Main) command.root().userObject();
    }
}
