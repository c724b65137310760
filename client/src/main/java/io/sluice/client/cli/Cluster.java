package io.sluice.client.cli;

import io.sluice.client.SluiceClient;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The cluster that a command talks to: reached by the options that all commands inherit, and left when the command is
 * through. A mixin of each such command; it adds no option.
 */
@Command // Picocli takes no class without an annotation as a mixin.
final class Cluster {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** What a command does with the cluster, and prints; {@code X} is what it throws beside a failure or rejection. */
    interface Work<X extends Exception> {
        void with(SluiceClient client, Output out) throws X;
    }

    /** Work that gives the exit code, too. */
    interface Inquiry<X extends Exception> {
        int with(SluiceClient client, Output out) throws X;
    }

    /** Does it; gives {@link ExitCode#OK}. */
    <X extends Exception> int run(Work<X> work) throws X {
        return call((client, out) -> {
            work.with(client, out);
            return ExitCode.OK;
        });
    }

    /** Does what takes longer than a plain call: a call that no node answers is given up after {@code callTimeout}. */
    <X extends Exception> int run(Duration callTimeout, Work<X> work) throws X {
        return call(callTimeout, (client, out) -> {
            work.with(client, out);
            return ExitCode.OK;
        });
    }

    /** Gives the exit code that the inquiry gives. */
    <X extends Exception> int call(Inquiry<X> inquiry) throws X {
        try (SluiceClient client = main().open()) {
            return inquiry.with(client, main().output());
        }
    }

    /** The same, with another bound for a call that no node answers. */
    <X extends Exception> int call(Duration callTimeout, Inquiry<X> inquiry) throws X {
        try (SluiceClient client = main().open(callTimeout)) {
            return inquiry.with(client, main().output());
        }
    }

    PrintWriter err() {
        return main().err();
    }

    private Main main() {
        return Main.of(command);
    }
}
