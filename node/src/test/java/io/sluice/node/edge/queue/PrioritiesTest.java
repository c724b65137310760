package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.node.command.QueueCommand;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Priorities and tenants of messages, as they come from users. */
final class PrioritiesTest {
    private final Face face = new Face();

    @AfterEach
    void close() {
        face.close();
    }

    private static SendMessageRequest.Builder message(String queue) {
        return SendMessageRequest.newBuilder().setQueueUrl(queue).setMessageBody("m");
    }

    private List<QueueCommand.Outgoing> sent() {
        return face.router.executed(QueueCommand.Send.class).stream()
                .flatMap(one -> ((QueueCommand.Send) one.command()).messages().stream())
                .toList();
    }

    @Test
    void handsOnTenantAndPriority() {
        face.create("jobs", Map.of("MessagePriorities", "true"));

        for (SendMessageRequest.Builder request : List.of(
                message("jobs"),
                message("jobs").setPriority(0).setMessageGroupId("customer"),
                message("jobs").setPriority(9))) {
            var unused = face.queues.sendMessage(request.build());
        }

        assertThat(sent()).extracting(QueueCommand.Outgoing::priority).containsExactly(4, 0, 9);
        assertThat(sent()).extracting(QueueCommand.Outgoing::groupId).containsExactly("", "customer", "");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10})
    void refusesOtherPriorities(int priority) {
        face.create("jobs", Map.of("MessagePriorities", "true"));

        assertFails(
                () -> face.queues.sendMessage(
                        message("jobs").setPriority(priority).build()),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value " + priority
                        + " for parameter Priority is invalid. Reason: Must be between 0 and 9, if provided.");
    }

    @Test
    void refusesOnlyThatEntryOfABatch() {
        face.create("jobs", Map.of("MessagePriorities", "true"));

        SendMessageBatchResponse response = face.queues.sendMessageBatch(SendMessageBatchRequest.newBuilder()
                .setQueueUrl("jobs")
                .addEntries(SendMessageBatchRequestEntry.newBuilder()
                        .setId("good")
                        .setMessageBody("m")
                        .setPriority(7))
                .addEntries(SendMessageBatchRequestEntry.newBuilder()
                        .setId("bad")
                        .setMessageBody("m")
                        .setPriority(11))
                .build());

        assertThat(response.getSuccessful(0).getId()).isEqualTo("good");
        assertThat(response.getFailed(0).getId()).isEqualTo("bad");
        assertThat(sent()).extracting(QueueCommand.Outgoing::priority).containsExactly(7);
    }

    @Test
    void fifoQueuesKnowNoPriorities() {
        face.create("jobs.fifo", Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true"));

        assertFails(
                () -> face.queues.sendMessage(message("jobs.fifo")
                        .setMessageGroupId("g")
                        .setPriority(5)
                        .build()),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "The request include parameter Priority which is not valid for this queue: it needs a standard queue"
                        + " whose attribute MessagePriorities is true");
    }
}
