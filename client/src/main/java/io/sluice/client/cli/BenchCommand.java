package io.sluice.client.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice bench ...}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures a cluster.",
        subcommands = {QueueBenchCommand.class, ScheduleBenchCommand.class, SearchBenchCommand.class})
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to measure: queue, schedules or search");
    }
}
