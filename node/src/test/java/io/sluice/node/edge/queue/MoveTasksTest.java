package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.CancelMessageMoveTaskRequest;
import io.sluice.api.v1.ListMessageMoveTasksRequest;
import io.sluice.api.v1.ListMessageMoveTasksResultEntry;
import io.sluice.api.v1.StartMessageMoveTaskRequest;
import io.sluice.node.command.MoveState;
import io.sluice.node.command.QueueCommand;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MoveTasksTest {
    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:";

    private final Face face = new Face();

    @BeforeEach
    void aDeadLetterQueueAndItsSource() {
        face.create("dead");
        face.create("jobs", Map.of("RedrivePolicy", DeadLettersTest.policy("dead", 3)));
    }

    @AfterEach
    void close() {
        face.close();
    }

    private static StartMessageMoveTaskRequest.Builder from(String source) {
        return StartMessageMoveTaskRequest.newBuilder().setSourceArn(source);
    }

    private String start(StartMessageMoveTaskRequest.Builder request) {
        return face.queues.startMessageMoveTask(request.build()).getTaskHandle();
    }

    private List<ListMessageMoveTasksResultEntry> list(int max) {
        return face.queues
                .listMessageMoveTasks(ListMessageMoveTasksRequest.newBuilder()
                        .setSourceArn(ARN + "dead")
                        .setMaxResults(max)
                        .build())
                .getResultsList();
    }

    private long cancel(String handle) {
        return face.queues
                .cancelMessageMoveTask(CancelMessageMoveTaskRequest.newBuilder()
                        .setTaskHandle(handle)
                        .build())
                .getApproximateNumberOfMessagesMoved();
    }

    @Test
    void startsAMoveBackOrToAQueue() {
        face.create("other");
        String handle = start(from(ARN + "dead"));

        assertThat(new String(Base64.getDecoder().decode(handle), StandardCharsets.UTF_8))
                .contains("\"sourceArn\":\"" + ARN + "dead\"", "\"taskId\":\"");
        assertThat(cancel(handle)).isZero();
        start(from(ARN + "dead").setDestinationArn(ARN + "other").setMaxNumberOfMessagesPerSecond(500));

        assertThat(face.router.executed(QueueCommand.StartMove.class))
                .extracting(one -> (Object) one.command())
                .containsExactly(
                        new QueueCommand.StartMove(face.router.placed("dead").resource(), Optional.empty(), 0),
                        new QueueCommand.StartMove(
                                face.router.placed("dead").resource(),
                                Optional.of(new QueueCommand.Destination(
                                        face.router.placed("other").resource(), FakeRouter.DATA, "other")),
                                500));
    }

    @Test
    void startsOnceForOneRequest() {
        String handle = start(from(ARN + "dead").setRequestId("one"));

        assertThat(start(from(ARN + "dead").setRequestId("one"))).isEqualTo(handle);
        assertFails(
                () -> start(from(ARN + "dead")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "There is already a task running. Only one active task is allowed for a source queue arn at a given"
                        + " time.");
    }

    @Test
    void refusesMoreThanAHundredInAnAccount() {
        face.router.movesFull = true;

        assertFails(
                () -> start(from(ARN + "dead")),
                Status.Code.RESOURCE_EXHAUSTED,
                "RequestThrottled",
                "At most 100 message move tasks may be active in an account at a time.");
        assertThat(face.router.executed(QueueCommand.StartMove.class)).isEmpty();
    }

    @Test
    void refusesToStartInAwsWords() {
        assertFails(
                () -> start(from("")),
                Status.Code.INVALID_ARGUMENT,
                "MissingParameter",
                "The request must contain the parameter SourceArn.");
        assertFails(
                () -> start(from("dead")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "You must use this format to specify the SourceArn:"
                        + " arn:<partition>:<service>:<region>:<account-id>:<resource-id>");
        assertFails(
                () -> start(from(ARN + "none")),
                Status.Code.NOT_FOUND,
                "ResourceNotFoundException",
                "The resource that you specified for the SourceArn parameter doesn't exist.");
        assertFails(
                () -> start(from(ARN + "jobs")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Source queue must be configured as a Dead Letter Queue.");
        assertFails(
                () -> start(from(ARN + "dead").setDestinationArn(ARN + "none")),
                Status.Code.NOT_FOUND,
                "ResourceNotFoundException",
                "The resource that you specified for the DestinationArn parameter doesn't exist.");
        assertFails(
                () -> start(from(ARN + "dead").setDestinationArn(ARN + "dead")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Source queue arn and destination queue arn cannot be the same.");
        for (int wrong : new int[] {0, 501, -1}) {
            assertFails(
                    () -> start(from(ARN + "dead").setMaxNumberOfMessagesPerSecond(wrong)),
                    Status.Code.INVALID_ARGUMENT,
                    "InvalidParameterValue",
                    "Value " + wrong + " for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be"
                            + " between 1 and 500, if provided.");
        }
        assertThat(face.router.executed(QueueCommand.StartMove.class)).isEmpty();
    }

    @Test
    void listsMovesWithTheHandleOfARunningOneOnly() {
        String first = start(from(ARN + "dead"));
        face.router.queue("dead").end(MoveState.FAILED, "CouldNotDetermineMessageSource");
        String second = start(from(ARN + "dead").setDestinationArn(ARN + "jobs").setMaxNumberOfMessagesPerSecond(1));

        assertThat(first).isNotEqualTo(second);
        assertThat(list(10))
                .containsExactly(
                        ListMessageMoveTasksResultEntry.newBuilder()
                                .setTaskHandle(second)
                                .setStatus("RUNNING")
                                .setSourceArn(ARN + "dead")
                                .setDestinationArn(ARN + "jobs")
                                .setMaxNumberOfMessagesPerSecond(1)
                                .setStartedTimestamp(FakeQueue.NOW_MILLIS)
                                .build(),
                        ListMessageMoveTasksResultEntry.newBuilder()
                                .setStatus("FAILED")
                                .setSourceArn(ARN + "dead")
                                .setFailureReason("CouldNotDetermineMessageSource")
                                .setStartedTimestamp(FakeQueue.NOW_MILLIS)
                                .build());
        assertThat(face.queues
                        .listMessageMoveTasks(ListMessageMoveTasksRequest.newBuilder()
                                .setSourceArn(ARN + "dead")
                                .build())
                        .getResultsCount())
                .isEqualTo(1);
        for (int wrong : new int[] {0, 11}) {
            assertFails(
                    () -> list(wrong),
                    Status.Code.INVALID_ARGUMENT,
                    "InvalidParameterValue",
                    "Value " + wrong + " for parameter MaxResults is invalid. Reason: Must be between 1 and 10, if"
                            + " provided.");
        }
    }

    @Test
    void cancelsRunningMovesOnly() {
        String handle = start(from(ARN + "dead"));
        assertThat(cancel(handle)).isZero();

        assertThat(list(1).get(0).getStatus()).isEqualTo("CANCELLED");
        assertFails(() -> cancel(handle), Status.Code.NOT_FOUND, "ResourceNotFoundException", "Task does not exist.");
        for (String garbage : new String[] {"?", "e30=", "bm8="}) {
            assertFails(
                    () -> cancel(garbage),
                    Status.Code.INVALID_ARGUMENT,
                    "InvalidParameterValue",
                    "Value for parameter TaskHandle is invalid.");
        }
        assertFails(
                () -> cancel(""),
                Status.Code.INVALID_ARGUMENT,
                "MissingParameter",
                "The request must contain the parameter TaskHandle.");
        String unknown = "{\"taskId\":\"none\",\"sourceArn\":\"" + ARN + "dead\"}";
        assertFails(
                () -> cancel(Base64.getEncoder().encodeToString(unknown.getBytes(StandardCharsets.UTF_8))),
                Status.Code.NOT_FOUND,
                "ResourceNotFoundException",
                "Task does not exist.");
    }
}
