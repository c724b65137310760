package io.sluice.node.app;

import io.sluice.node.app.config.ConfigException;
import io.sluice.node.app.config.ConfigLoader;
import io.sluice.node.app.config.NodeConfig;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Entry point of {@code sluice-node.jar}: runs one node until it is told to stop. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /** Ends with 0 or 143 (SIGTERM) after an orderly stop, otherwise with an {@link ExitCode}. */
    public static void main(String[] args) {
        Optional<Integer> code = run(System.getenv(), System.out, System.err, args);
        if (code.isPresent()) {
            System.exit(code.get());
        }
    }

    /** Does what the arguments say; empty when a node ran and was stopped. */
    static Optional<Integer> run(Map<String, String> environment, PrintStream out, PrintStream err, String... args) {
        Arguments arguments;
        NodeConfig config;
        try {
            arguments = Arguments.parse(args);
            switch (arguments.action()) {
                case VERSION -> {
                    out.println("sluice-node " + version());
                    return Optional.of(0);
                }
                case HELP -> {
                    out.print(Arguments.USAGE);
                    return Optional.of(0);
                }
                default -> config = new ConfigLoader(environment).load(arguments.config());
            }
        } catch (IllegalArgumentException senseless) {
            err.println("sluice-node: " + senseless.getMessage());
            err.print(Arguments.USAGE);
            return Optional.of(ExitCode.USAGE.code());
        } catch (ConfigException refused) {
            err.println("sluice-node: configuration: " + refused.getMessage());
            return Optional.of(ExitCode.CONFIG.code());
        }
        if (arguments.action() == Arguments.Action.CHECK_CONFIG) {
            out.println("the configuration of node " + config.nodeId() + " is right");
            return Optional.of(0);
        }
        return start(config, err);
    }

    private static Optional<Integer> start(NodeConfig config, PrintStream err) {
        LogSetup.start(config.logging());
        Fatal fatal = new Fatal(err, Runtime.getRuntime()::halt);
        Thread.setDefaultUncaughtExceptionHandler(fatal::uncaught);
        Node node = new Node(config, version(), fatal);
        // Before the start, so that a signal during it is heard too.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            node.stop();
                            LogSetup.stop();
                        },
                        "node-stop"));
        try {
            node.start();
            node.awaitStop();
            return Optional.empty();
        } catch (StartException refused) {
            err.println("sluice-node: cannot start: " + refused.getMessage());
            return Optional.of(refused.exitCode().code());
        } catch (CancellationException | InterruptedException signalled) {
            // The stop is under way on the thread of the signal, and ends the process.
            return Optional.empty();
        } catch (RuntimeException broken) {
            // A part failed in a way that it does not foresee; half a node must not go on.
            LOG.atError().setCause(broken).log("cannot start");
            err.println("sluice-node: cannot start: " + broken);
            return Optional.of(ExitCode.BROKEN.code());
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
