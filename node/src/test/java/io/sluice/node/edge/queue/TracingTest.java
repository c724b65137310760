package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.TraceEntry;
import io.sluice.api.v1.TraceMessageRequest;
import io.sluice.api.v1.TraceMessageResponse;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TraceEvent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What befell a message, as users ask and are told. */
final class TracingTest {
    private final Face face = new Face();

    @BeforeEach
    void create() {
        face.create("orders");
    }

    @AfterEach
    void close() {
        face.close();
    }

    private TraceMessageResponse trace(String messageId) {
        return face.queues.traceMessage(TraceMessageRequest.newBuilder()
                .setQueueUrl("orders")
                .setMessageId(messageId)
                .build());
    }

    @Test
    void tellsWhatBefellTheMessageOfAnId() {
        String id = face.queues
                .sendMessage(SendMessageRequest.newBuilder()
                        .setQueueUrl("orders")
                        .setMessageBody("m")
                        .build())
                .getMessageId();
        face.router.traced = new Reply.Traced(
                true,
                List.of(
                        new TraceEvent(TraceEvent.Kind.SENT, 1_000, 0, 0, ""),
                        new TraceEvent(TraceEvent.Kind.LEASED, 2_000, 1, 12_000, "worker-7")));

        TraceMessageResponse told = trace(id);

        assertThat(told.getKept()).isTrue();
        assertThat(told.getEntriesList())
                .containsExactly(
                        TraceEntry.newBuilder()
                                .setEvent("SENT")
                                .setTimestamp(1_000)
                                .build(),
                        TraceEntry.newBuilder()
                                .setEvent("LEASED")
                                .setTimestamp(2_000)
                                .setReceiveNumber(1)
                                .setHiddenUntilTimestamp(12_000)
                                .setWho("worker-7")
                                .build());
        Query.Trace asked = face.router.traces.get(0);
        assertThat(asked.queue()).isEqualTo(face.router.placed("orders").resource());
        assertThat(MessageIds.of(asked.originQueue(), asked.originSequence())).isEqualTo(id);
    }

    @Test
    void refusesWhatIsNoIdOfAMessage() {
        assertFails(
                () -> trace("17"),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value 17 for parameter MessageId is invalid. Reason: It is the id that a send or a receive of the"
                        + " message has given.");
        assertThat(face.router.traces).isEmpty();
    }
}
