package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.DeliveryLimits;
import io.sluice.api.v1.DeliveryRate;
import io.sluice.api.v1.GetDeliveryRequest;
import io.sluice.api.v1.GetDeliveryResponse;
import io.sluice.api.v1.SetDeliveryRequest;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Rate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeliveryTasksTest {
    private final Face face = new Face();

    @BeforeEach
    void aQueue() {
        face.create("jobs", Map.of());
    }

    @AfterEach
    void close() {
        face.close();
    }

    private static SetDeliveryRequest.Builder request() {
        return SetDeliveryRequest.newBuilder().setQueueUrl("jobs");
    }

    private static DeliveryLimits limits(int messages, int seconds, int inFlight) {
        return DeliveryLimits.newBuilder()
                .setRate(DeliveryRate.newBuilder().setMessages(messages).setSeconds(seconds))
                .setInFlight(inFlight)
                .build();
    }

    private GetDeliveryResponse told() {
        return face.queues.getDelivery(
                GetDeliveryRequest.newBuilder().setQueueUrl("jobs").build());
    }

    private void set(SetDeliveryRequest.Builder request) {
        var unused = face.queues.setDelivery(request.build());
    }

    @Test
    void changesOnlyWhatIsNamed() {
        set(request().setPaused(true));
        set(request().setLimits(limits(5, 60, 7)));
        set(request().setPaused(false));
        set(request().setLimits(DeliveryLimits.getDefaultInstance()));

        List<QueueCommand.SetDelivery> commands = face.router.executed(QueueCommand.SetDelivery.class).stream()
                .map(one -> (QueueCommand.SetDelivery) one.command())
                .toList();
        assertThat(commands)
                .extracting(QueueCommand.SetDelivery::paused)
                .containsExactly(Optional.of(true), Optional.empty(), Optional.of(false), Optional.empty());
        assertThat(commands.get(0).limits()).isEmpty();
        assertThat(commands.get(1).limits())
                .contains(new io.sluice.node.command.DeliveryLimits(Optional.of(new Rate(5, 60)), 7));
        assertThat(commands.get(3).limits()).contains(io.sluice.node.command.DeliveryLimits.NONE);
    }

    @Test
    void tellsPauseLimitsAndReason() {
        set(request().setLimits(limits(5, 0, 7)));
        assertThat(told())
                .isEqualTo(GetDeliveryResponse.newBuilder()
                        .setLimits(limits(5, 1, 7))
                        .setWithheld("rate")
                        .setNextTimestamp(FakeQueue.NOW_MILLIS + 1_000)
                        .build());

        set(request().setPaused(true));
        assertThat(told().getPaused()).isTrue();
        assertThat(told().getPausedTimestamp()).isEqualTo(FakeQueue.NOW_MILLIS);
        assertThat(told().getWithheld()).isEqualTo("paused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1 | 0 | Value 0 for parameter Messages is invalid. Reason: Must be between 1 and 1000000.",
                "1000001 | 1 | 0 | Value 1000001 for parameter Messages is invalid. Reason: Must be between 1 and"
                        + " 1000000.",
                "1 | -1 | 0 | Value -1 for parameter Seconds is invalid. Reason: Must be between 1 and 86400, if"
                        + " provided.",
                "1 | 86401 | 0 | Value 86401 for parameter Seconds is invalid. Reason: Must be between 1 and 86400, if"
                        + " provided.",
                "1 | 1 | -1 | Value -1 for parameter InFlight is invalid. Reason: Must be between 1 and 120000, or 0"
                        + " for no limit.",
                "1 | 1 | 120001 | Value 120001 for parameter InFlight is invalid. Reason: Must be between 1 and"
                        + " 120000, or 0 for no limit.",
            })
    void saysWhatIsWrongWithLimits(int messages, int seconds, int inFlight, String text) {
        assertFails(
                () -> set(request().setLimits(limits(messages, seconds, inFlight))),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                text);
    }

    @Test
    void limitsEachMessageGroup() {
        DeliveryLimits limits = DeliveryLimits.newBuilder()
                .setGroupRate(DeliveryRate.newBuilder().setMessages(3).setSeconds(60))
                .setGroupInFlight(2)
                .build();

        set(request().setLimits(limits));

        assertThat(told().getLimits()).isEqualTo(limits);
        assertFails(
                () -> set(request().setLimits(DeliveryLimits.newBuilder().setGroupInFlight(120_001))),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value 120001 for parameter GroupInFlight is invalid. Reason: Must be between 1 and 120000, or 0 for no"
                        + " limit.");
    }

    @Test
    void takesTheGreatestAndTheLeast() {
        set(request().setLimits(limits(1_000_000, 86_400, 120_000)));
        set(request().setLimits(limits(1, 1, 1)));

        assertThat(told().getLimits()).isEqualTo(limits(1, 1, 1));
    }

    @Test
    void refusesToChangeNothing() {
        assertFails(
                () -> set(request()),
                Status.Code.INVALID_ARGUMENT,
                "MissingParameter",
                "The request must contain the parameter Paused or Limits.");
    }

    @Test
    void knowsWhichQueuesThereAre() {
        assertFails(
                () -> face.queues.getDelivery(
                        GetDeliveryRequest.newBuilder().setQueueUrl("none").build()),
                Status.Code.NOT_FOUND,
                "QueueDoesNotExist",
                "The specified queue does not exist.");
    }
}
