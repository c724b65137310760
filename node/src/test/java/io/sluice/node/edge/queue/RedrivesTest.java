package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.CancelMessageMoveTaskRequest;
import io.sluice.api.v1.DeadLetterSelection;
import io.sluice.api.v1.ListDeadLetterGroupsRequest;
import io.sluice.api.v1.ListDeadLetterGroupsResponse;
import io.sluice.api.v1.RedriveDeadLettersRequest;
import io.sluice.api.v1.UndoRedriveRequest;
import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.Grave;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Selection;
import io.sluice.node.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RedrivesTest {
    private final Face face = new Face();

    @BeforeEach
    void queues() {
        face.create("dead");
        face.create("orders");
        face.create("steps.fifo", Map.of("FifoQueue", "true"));
    }

    @AfterEach
    void close() {
        face.close();
    }

    private String redrive(UnaryOperator<RedriveDeadLettersRequest.Builder> more) {
        return face.queues
                .redriveDeadLetters(
                        more.apply(RedriveDeadLettersRequest.newBuilder().setQueueUrl("dead"))
                                .build())
                .getRedriveHandle();
    }

    private void cancel(String handle) {
        var unused = face.queues.cancelMessageMoveTask(
                CancelMessageMoveTaskRequest.newBuilder().setTaskHandle(handle).build());
    }

    @Test
    void countsByReasonAndQueue() {
        ResourceId orders = new ResourceId(42);
        face.router.graves = new Reply.Graves(
                List.of(new Grave("broken", "orders", 17, 1_000, 2_000, List.of(new Selection.Id(orders, 5)))),
                new BrowseCursor(1, 20, 1),
                true,
                100,
                0,
                3_000);
        ListDeadLetterGroupsResponse page = face.queues.listDeadLetterGroups(ListDeadLetterGroupsRequest.newBuilder()
                .setQueueUrl("dead")
                .setSelection(DeadLetterSelection.newBuilder()
                        .addReasons("broken")
                        .addSourceQueues("orders")
                        .addMessageIds(MessageIds.of(orders, 5))
                        .setExpression("receives > 2"))
                .build());

        assertThat(page.getGroups(0).getReason()).isEqualTo("broken");
        assertThat(page.getGroups(0).getSourceQueue()).isEqualTo("orders");
        assertThat(page.getGroups(0).getCount()).isEqualTo(17);
        assertThat(page.getGroups(0).getMessageIds(0)).isEqualTo(MessageIds.of(orders, 5));
        assertThat(page.getMore()).isTrue();
        assertThat(face.router.browses.get(0).filter().expression()).isEqualTo("receives > 2");
        assertThat(face.router.browses.get(0).filter().selection()).hasValueSatisfying(selection -> {
            assertThat(selection.reasons()).containsExactly("broken");
            assertThat(selection.sources()).containsExactly("orders");
            assertThat(selection.ids()).containsExactly(new Selection.Id(orders, 5));
        });
    }

    @Test
    void refusesWhatSelectsNothing() {
        assertFails(
                () -> redrive(request ->
                        request.setSelection(DeadLetterSelection.newBuilder().addMessageIds("nonsense"))),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value nonsense for parameter MessageIds is invalid. Reason: It is no message id of this cluster.");
        assertFails(
                () -> redrive(request -> request.setDestinationQueueUrl("dead")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Dead letters cannot be moved to the queue that they are in.");
        assertFails(
                () -> redrive(request -> request.setDestinationQueueUrl("steps.fifo")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "The source queue and destination queue must be of the same queue type.");
        assertFails(
                () -> redrive(request -> request.setMaxNumberOfMessagesPerSecond(501)),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value 501 for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and 500, if"
                        + " provided.");
    }

    @Test
    void aRedriveIsToldOfWhatIsInFlightToo() {
        redrive(request -> request.setSelection(DeadLetterSelection.newBuilder().addReasons("broken")));

        assertThat(face.router.queue("dead").picks.get(0).states()).isEmpty();
    }

    @Test
    void anUndoLooksWhereMessagesWentTo() {
        String handle = redrive(request -> request);
        assertFails(
                () -> face.queues.undoRedrive(
                        UndoRedriveRequest.newBuilder().setRedriveHandle(handle).build()),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "The redrive is still running: cancel it first.");
        cancel(handle);

        assertThat(face.queues
                        .undoRedrive(UndoRedriveRequest.newBuilder()
                                .setRedriveHandle(handle)
                                .build())
                        .getTaskHandlesList())
                .hasSize(1);
        assertThat(face.router
                        .queue("orders")
                        .picks
                        .get(0)
                        .selection()
                        .orElseThrow()
                        .broughtBy())
                .hasValueSatisfying(by -> assertThat(by.number()).isEqualTo(1));
    }
}
