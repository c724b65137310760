package io.sluice.client.cli;

import io.sluice.client.MessageTrace;
import io.sluice.client.TraceEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice msg trace}. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what befell a message in a queue that keeps it.",
            "A queue does when its attribute TraceRetentionPeriod, in seconds, is set; the id of a message is the same",
            "in its dead-letter queue."
        })
final class TraceCommand implements Callable<Integer> {
    @Mixin
    private Cluster cluster;

    @Parameters(index = "0", paramLabel = "QUEUE", description = "Name or URL of the queue it is or was in.")
    private String queue;

    @Parameters(index = "1", paramLabel = "ID", description = "The message's id.")
    private String id;

    @Override
    public Integer call() {
        return cluster.call((client, out) -> {
            MessageTrace trace = client.queues().trace(queue, id);
            if (!trace.kept()) {
                cluster.err().println("sluice: this queue keeps no traces; set TraceRetentionPeriod for it to do so");
            }
            out.print(
                    () -> Fields.of(
                            "kept",
                            trace.kept(),
                            "entries",
                            trace.entries().stream().map(TraceCommand::shown).toList()),
                    () -> Output.table(
                            List.of("TIME", "EVENT", "RECEIVE", "HIDDEN UNTIL", "WHO OR WHY"),
                            trace.entries().stream().map(TraceCommand::row).toList()));
            return trace.entries().isEmpty() ? ExitCode.NOT_FOUND : ExitCode.OK;
        });
    }

    private static Map<String, Object> shown(TraceEntry entry) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("event", entry.event());
        shown.put("at", entry.at().toString());
        shown.put("receive_number", entry.receiveNumber());
        shown.put("hidden_until", text(entry.hiddenUntil()));
        shown.put("who", entry.who());
        return shown;
    }

    private static List<String> row(TraceEntry entry) {
        return List.of(
                entry.at().toString(),
                entry.event(),
                entry.receiveNumber() == 0 ? "" : Long.toString(entry.receiveNumber()),
                text(entry.hiddenUntil()),
                entry.who());
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }
}
