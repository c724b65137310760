package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.sluice.api.v1.CancelScheduleRequest;
import io.sluice.api.v1.GetScheduleRequest;
import io.sluice.api.v1.GetScheduleResponse;
import io.sluice.api.v1.ListSchedulesRequest;
import io.sluice.api.v1.ListSchedulesResponse;
import io.sluice.api.v1.Recurrence;
import io.sluice.api.v1.RescheduleMessageRequest;
import io.sluice.api.v1.Schedule;
import io.sluice.api.v1.ScheduleMessageRequest;
import io.sluice.api.v1.ScheduleMessageResponse;
import io.sluice.api.v1.ScheduledAttribute;
import io.sluice.node.command.ScheduleCommand;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SchedulingTest {
    private static final long LATER = Face.NOW_MILLIS + 86_400_000;

    private final Face face = new Face();

    @BeforeEach
    void queues() {
        face.create("orders");
        face.create("steps.fifo", Map.of("FifoQueue", "true"));
    }

    @AfterEach
    void close() {
        face.close();
    }

    private static ScheduleMessageRequest.Builder request(String id) {
        return ScheduleMessageRequest.newBuilder()
                .setQueueUrl("orders")
                .setScheduleId(id)
                .setMessageBody("hello")
                .setAtTimestamp(LATER);
    }

    private ScheduleMessageResponse schedule(ScheduleMessageRequest.Builder request) {
        return face.queues.scheduleMessage(request.build());
    }

    private ScheduleMessageResponse recurring(String id, Consumer<Recurrence.Builder> rule) {
        Recurrence.Builder recurrence = Recurrence.newBuilder();
        rule.accept(recurrence);
        return schedule(request(id).setRecurrence(recurrence));
    }

    private ListSchedulesResponse list(int max, String token) {
        return face.queues.listSchedules(ListSchedulesRequest.newBuilder()
                .setQueueUrl("orders")
                .setMaxResults(max)
                .setNextToken(token)
                .build());
    }

    private GetScheduleResponse get(String id) {
        return face.queues.getSchedule(GetScheduleRequest.newBuilder()
                .setQueueUrl("orders")
                .setScheduleId(id)
                .build());
    }

    private ScheduleCommand.Schedule last() {
        return (ScheduleCommand.Schedule) face.router.schedules.commands.get(face.router.schedules.commands.size() - 1);
    }

    @Test
    void aScheduleHasTheIdThatItsCallerChose() {
        ScheduleMessageResponse made = schedule(request("reminder-1.a_b"));

        assertThat(made.getScheduleId()).isEqualTo("reminder-1.a_b");
        assertThat(made.getNextTimestamp()).isEqualTo(LATER);
        assertThat(made.getMd5OfMessageBody()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    }

    @Test
    void anIdIsGivenAndTheSameOnARetry() {
        ScheduleMessageResponse made = schedule(request("").setRequestId("one"));

        assertThat(made.getScheduleId()).matches("[0-9a-f]{32}");
        assertThat(schedule(request("").setRequestId("one")).getScheduleId()).isEqualTo(made.getScheduleId());
        assertThat(schedule(request("").setRequestId("two")).getScheduleId()).isNotEqualTo(made.getScheduleId());
    }

    @Test
    void aScheduleIsShownWithItsMessage() {
        schedule(request("a")
                .putMessageAttributes(
                        "color",
                        ScheduledAttribute.newBuilder()
                                .setDataType("String")
                                .setStringValue("red")
                                .build())
                .putMessageAttributes(
                        "raw",
                        ScheduledAttribute.newBuilder()
                                .setDataType("Binary")
                                .setBinaryValue(ByteString.copyFromUtf8("x"))
                                .build())
                .setMessageGroupId("tenant"));

        GetScheduleResponse shown = get("a");

        assertThat(shown.getMessageBody()).isEqualTo("hello");
        assertThat(shown.getMessageAttributesOrThrow("color").getStringValue()).isEqualTo("red");
        assertThat(shown.getMessageAttributesOrThrow("raw").getBinaryValue().toStringUtf8())
                .isEqualTo("x");
        assertThat(shown.getSchedule().getMessageGroupId()).isEqualTo("tenant");
        assertThat(shown.getSchedule().hasRecurrence()).isFalse();
        assertThat(shown.getSchedule().getCreatedTimestamp()).isEqualTo(Face.NOW_MILLIS);
    }

    @Test
    void schedulesAreListedByTimeInPages() {
        schedule(request("late").setAtTimestamp(LATER + 1));
        schedule(request("first"));
        schedule(request("second"));

        ListSchedulesResponse page = list(2, "");
        ListSchedulesResponse rest = list(2, page.getNextToken());

        assertThat(page.getSchedulesList()).extracting(Schedule::getScheduleId).containsExactly("first", "second");
        assertThat(page.getTotal()).isEqualTo(3);
        assertThat(rest.getSchedulesList()).extracting(Schedule::getScheduleId).containsExactly("late");
        assertThat(rest.getNextToken()).isEmpty();
    }

    @Test
    void aRuleIsShownAsItWasGiven() {
        recurring(
                "daily",
                rule -> rule.setCron("0 8 * * MON-FRI")
                        .setTimeZone("Europe/Berlin")
                        .setEndTimestamp(LATER * 2)
                        .setMaxRuns(7)
                        .setMissedRuns("SKIP"));

        Recurrence shown = get("daily").getSchedule().getRecurrence();

        assertThat(shown.getCron()).isEqualTo("0 8 * * MON-FRI");
        assertThat(shown.getTimeZone()).isEqualTo("Europe/Berlin");
        assertThat(shown.getEndTimestamp()).isEqualTo(LATER * 2);
        assertThat(shown.getMaxRuns()).isEqualTo(7);
        assertThat(shown.getMissedRuns()).isEqualTo("SKIP");
    }

    @Test
    void aRateBeginsAnIntervalFromNowOrAtItsStart() {
        assertThat(recurring("now", rule -> rule.setRateMillis(5_000)).getNextTimestamp())
                .isEqualTo(Face.NOW_MILLIS + 5_000);
        assertThat(recurring("start", rule -> rule.setRateMillis(5_000).setStartTimestamp(LATER))
                        .getNextTimestamp())
                .isEqualTo(LATER);
        assertThat(get("now").getSchedule().getRecurrence().getMissedRuns()).isEqualTo("RUN_ONCE");
    }

    @Test
    void aRunOfAFifoQueueRepeatsNothingUnlessItIsNamed() {
        schedule(request("a").setQueueUrl("steps.fifo").setMessageGroupId("g"));
        assertThat(last().message().deduplicationId()).isEmpty();
        assertThat(last().message().groupId()).isEqualTo("g");
        assertThat(Payloads.open(last().message().payload()).getDeduplicationId())
                .isEqualTo("a");

        schedule(request("b").setQueueUrl("steps.fifo").setMessageGroupId("g").setMessageDeduplicationId("pay"));
        assertThat(last().message().deduplicationId()).isEqualTo("pay");

        assertFails(
                () -> schedule(request("c")
                        .setQueueUrl("steps.fifo")
                        .setMessageGroupId("g")
                        .setMessageDeduplicationId("pay")
                        .setRecurrence(Recurrence.newBuilder().setRateMillis(1_000))),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "A schedule that recurs takes no MessageDeduplicationId: each of its runs is a message of its own.");
    }

    @Test
    void aTimeIsNeeded() {
        assertFails(
                () -> schedule(request("a").clearAtTimestamp()),
                Status.Code.INVALID_ARGUMENT,
                "MissingParameter",
                "The request must contain the parameter AtTimestamp or Recurrence.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "ü"})
    void anIdHasPlainCharacters(String id) {
        assertFails(
                () -> schedule(request(id)),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value " + id
                        + " for parameter ScheduleId is invalid. Reason: Can only include alphanumeric characters,"
                        + " hyphens, underscores, or dots. 1 to 80 in length.");
    }

    @Test
    void anIdHasAtMost80Characters() {
        assertThat(schedule(request("x".repeat(80))).getScheduleId()).hasSize(80);
        assertFails(
                () -> schedule(request("x".repeat(81))),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value " + "x".repeat(81) + " for parameter ScheduleId is invalid. Reason: Can only include"
                        + " alphanumeric characters, hyphens, underscores, or dots. 1 to 80 in length.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * *    |            |    0 | Value * * * * for parameter Cron is invalid. Reason: a cron"
                        + " expression has 5 fields (minute, hour, day of month, month, day of week), and this one"
                        + " has 4.",
                "* * * * *  | Moon/Side  |    0 | Value * * * * * for parameter Cron is invalid. Reason: there is no"
                        + " time zone Moon/Side; names are such as Europe/Berlin.",
                "* * * * *  |            | 1000 | A Recurrence has either Cron or RateMillis.",
                "           |            |    0 | A Recurrence has either Cron or RateMillis.",
                "           |            |  999 | Value 999 for parameter RateMillis is invalid. Reason: Must be 1000"
                        + " or more, and below 100 years.",
                "           | Asia/Tokyo | 1000 | A TimeZone goes with Cron, not with RateMillis.",
                "0 0 30 2 * |            |    0 | The Recurrence has no run: none of its times is ahead and before its"
                        + " EndTimestamp.",
            })
    void aRuleMustBeOne(String cron, String zone, long rateMillis, String text) {
        assertFails(
                () -> recurring(
                        "a",
                        rule -> rule.setCron(cron == null ? "" : cron)
                                .setTimeZone(zone == null ? "" : zone)
                                .setRateMillis(rateMillis)),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                text);
    }

    @Test
    void runsAndMissedRunsAreChecked() {
        assertFails(
                () -> recurring("a", rule -> rule.setRateMillis(1_000).setMaxRuns(0)),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value 0 for parameter MaxRuns is invalid. Reason: Must be 1 or more, if provided.");
        assertFails(
                () -> recurring("a", rule -> rule.setRateMillis(1_000).setMissedRuns("ALL")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value ALL for parameter MissedRuns is invalid. Reason: Must be RUN_ONCE or SKIP, if provided.");
    }

    @Test
    void aTakenIdIsSaid() {
        schedule(request("a"));

        assertFails(
                () -> schedule(request("a")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value a for parameter ScheduleId is invalid. Reason: The queue has a schedule of this id: cancel or"
                        + " reschedule that one.");
    }

    @Test
    void aScheduleCanBeCancelledAndMoved() {
        schedule(request("a"));
        assertThat(face.queues
                        .rescheduleMessage(RescheduleMessageRequest.newBuilder()
                                .setQueueUrl("orders")
                                .setScheduleId("a")
                                .setAtTimestamp(LATER + 5)
                                .build())
                        .getNextTimestamp())
                .isEqualTo(LATER + 5);

        CancelScheduleRequest cancel = CancelScheduleRequest.newBuilder()
                .setQueueUrl("orders")
                .setScheduleId("a")
                .build();
        assertThat(face.queues.cancelSchedule(cancel)).isNotNull();

        assertFails(
                () -> face.queues.cancelSchedule(cancel),
                Status.Code.NOT_FOUND,
                "ResourceNotFoundException",
                "Queue orders has no schedule a: it has sent for the last time, was cancelled, or never was.");
        assertFails(
                () -> get("a"),
                Status.Code.NOT_FOUND,
                "ResourceNotFoundException",
                "Queue orders has no schedule a: it has sent for the last time, was cancelled, or never was.");
    }

    @Test
    void aForeignTokenIsRefused() {
        assertFails(
                () -> list(10, PageTokens.of("orders")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Invalid or expired next token.");
    }
}
