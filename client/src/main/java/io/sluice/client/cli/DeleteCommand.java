package io.sluice.client.cli;

import io.sluice.client.BatchResult;
import io.sluice.client.Done;
import io.sluice.client.SluiceClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice delete}. */
@Command(name = "delete", mixinStandardHelpOptions = true, description = "Deletes received messages.")
final class DeleteCommand implements Callable<Integer> {
    private static final int BATCH_MAX = 10;

    @Mixin
    private Cluster cluster;

    @Mixin
    private NamedQueue queue;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "RECEIPT", description = "From receive.")
    private List<String> receipts;

    @Override
    public Integer call() {
        return cluster.call((client, out) -> {
            int code = delete(client, queue.nameOrUrl(), receipts, cluster.err());
            if (code == ExitCode.OK) {
                out.print(() -> Map.of("deleted", receipts.size()), () -> "deleted");
            }
            return code;
        });
    }

    static int delete(SluiceClient client, String queue, List<String> receipts, PrintWriter err) {
        int code = ExitCode.OK;
        for (int from = 0; from < receipts.size(); from += BATCH_MAX) {
            List<String> batch = receipts.subList(from, Math.min(receipts.size(), from + BATCH_MAX));
            BatchResult<Done> result = client.queues().deleteBatch(queue, batch);
            for (BatchResult.Failure failure : result.failed().values()) {
                err.println("sluice: a message was not deleted: " + failure.code() + ": " + failure.message());
                code = ExitCode.ERROR;
            }
        }
        return code;
    }
}
