package io.sluice.node.edge.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Handles of move tasks: base64 of a small document with the task's id and its source, as AWS makes them. */
final class TaskHandles {
    private static final int CHARS_MAX = 2048;
    private static final String TASK = "taskId";
    private static final String SOURCE = "sourceArn";

    private TaskHandles() {}

    /** What a handle says; the task is empty when it is none of ours. */
    record Read(QueueArn source, Optional<MessageIds.Origin> task) {}

    /** The handle of a queue's nth move. */
    static String of(ResourceId queue, long number, String sourceArn) {
        String document = JsonNodeFactory.instance
                .objectNode()
                .put(TASK, MessageIds.of(queue, number))
                .put(SOURCE, sourceArn)
                .toString();
        return Base64.getEncoder().encodeToString(document.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a handle. */
    static Checked<Read> read(String handle) {
        if (handle.isEmpty()) {
            return Checked.bad(QueueErrors.missing("TaskHandle"));
        }
        JsonNode document = document(handle).orElse(null);
        if (document == null || document.path(TASK).asText().isEmpty()) {
            return Checked.bad(QueueErrors.taskHandle());
        }
        return QueueArn.parse(document.path(SOURCE).asText())
                .map(arn -> Checked.good(
                        new Read(arn, MessageIds.read(document.path(TASK).asText()))))
                .orElseGet(() -> Checked.bad(QueueErrors.taskHandle()));
    }

    private static Optional<JsonNode> document(String handle) {
        if (handle.length() > CHARS_MAX) {
            return Optional.empty();
        }
        try {
            String text = new String(Base64.getDecoder().decode(handle), StandardCharsets.UTF_8);
            return Optional.ofNullable(QueueDocuments.parse(text, CHARS_MAX));
        } catch (IllegalArgumentException e) {
            // Not base64, so not a handle.
            return Optional.empty();
        }
    }
}
