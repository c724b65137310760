package io.sluice.client.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice msg ...}. */
@Command(
        name = "msg",
        mixinStandardHelpOptions = true,
        description = "Looks at single messages.",
        subcommands = TraceCommand.class)
final class MessageCommands implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with messages");
    }
}
