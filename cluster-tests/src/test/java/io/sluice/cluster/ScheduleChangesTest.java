package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.sluice.api.v1.CancelScheduleRequest;
import io.sluice.api.v1.GetScheduleRequest;
import io.sluice.api.v1.GetScheduleResponse;
import io.sluice.api.v1.ListSchedulesRequest;
import io.sluice.api.v1.ListSchedulesResponse;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.Recurrence;
import io.sluice.api.v1.RescheduleMessageRequest;
import io.sluice.api.v1.Schedule;
import io.sluice.api.v1.ScheduleMessageRequest;
import io.sluice.api.v1.ScheduleMessageResponse;
import io.sluice.api.v1.ScheduledAttribute;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.EachInTurn;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Requests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Schedules are listed, moved and cancelled through any node, and a retry changes nothing under the next leader. */
@Tag("cluster")
final class ScheduleChangesTest {
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    private final Cluster cluster = CLUSTER.get();
    private final EachInTurn nodes = new EachInTurn(cluster);
    private final long nowMillis = System.currentTimeMillis();
    private String url = "";

    @Test
    void schedulesStayAsTheyWereThroughTheDeathOfTheirLeaderAndARetryChangesNothing() {
        url = cluster.createQueue("planned", Map.of());
        ScheduleMessageResponse nameless = schedule(nameless());
        schedule(named("again").setRecurrence(everyHour()));
        schedule(named("once").setAtTimestamp(nowMillis + 3 * HOUR_MILLIS));
        schedule(named("dropped").setAtTimestamp(nowMillis + 4 * HOUR_MILLIS));
        assertThat(move(to("once", nowMillis + HOUR_MILLIS))).isEqualTo(nowMillis + HOUR_MILLIS);
        cancel("dropped");
        ListSchedulesResponse listed = list(listing());
        GetScheduleResponse whole = get("once");

        NodeProcess leader = cluster.leaderOf(url);
        leader.kill();

        assertThat(list(listing())).isEqualTo(listed);
        assertThat(get("once")).isEqualTo(whole);
        assertListed(listed, nameless);
        assertWhole(whole, listed.getSchedules(0));
        assertThat(schedule(nameless())).isEqualTo(nameless);
        cancel("dropped");
        assertThat(nodes.refusal(queues -> queues.cancelSchedule(cancelling("dropped", "cancel-again"))))
                .isEqualTo("ResourceNotFoundException: Queue planned has no schedule dropped: it has sent for the last"
                        + " time, was cancelled, or never was.");
        assertThat(nodes.refusal(queues -> queues.scheduleMessage(named("once")
                        .setAtTimestamp(nowMillis)
                        .setRequestId("put-taken")
                        .build())))
                .isEqualTo("InvalidParameterValue: Value once for parameter ScheduleId is invalid. Reason: The queue"
                        + " has a schedule of this id: cancel or reschedule that one.");
        assertThat(list(listing())).isEqualTo(listed);

        move(to("once", nowMillis + 2 * HOUR_MILLIS).setRequestId("move-later"));
        assertThat(move(to("once", nowMillis + HOUR_MILLIS))).isEqualTo(nowMillis + HOUR_MILLIS);
        assertThat(get("once").getSchedule().getNextTimestamp()).isEqualTo(nowMillis + 2 * HOUR_MILLIS);
        long atMillis = System.currentTimeMillis();
        move(to("once", atMillis).setRequestId("move-to-now"));
        move(to("again", atMillis).setRequestId("move-again-to-now"));
        assertSent(nameless, atMillis);
        leader.start();
        cluster.awaitLed();
        assertThat(cluster.awaitConverged()).isEmpty();
    }

    /** In the order in which they send, in one page or in several. */
    private void assertListed(ListSchedulesResponse listed, ScheduleMessageResponse nameless) {
        assertThat(nameless.getScheduleId()).isNotEmpty();
        assertThat(nameless.getNextTimestamp()).isEqualTo(nowMillis + 2 * HOUR_MILLIS);
        assertThat(nameless.getMd5OfMessageBody()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(listed.getTotal()).isEqualTo(3);
        assertThat(listed.getNextToken()).isEmpty();
        assertThat(listed.getSchedulesList())
                .extracting(Schedule::getScheduleId, Schedule::getNextTimestamp, Schedule::getRuns)
                .containsExactly(
                        tuple("once", nowMillis + HOUR_MILLIS, 0L),
                        tuple(nameless.getScheduleId(), nowMillis + 2 * HOUR_MILLIS, 0L),
                        tuple("again", nowMillis + 5 * HOUR_MILLIS, 0L));
        assertThat(listed.getSchedules(0).hasRecurrence()).isFalse();
        assertThat(listed.getSchedules(2).getRecurrence().getRateMillis()).isEqualTo(HOUR_MILLIS);
        assertThat(listed.getSchedules(2).getRecurrence().getMaxRuns()).isEqualTo(2);
        ListSchedulesResponse first = list(listing().setMaxResults(2));
        ListSchedulesResponse second = list(listing().setMaxResults(2).setNextToken(first.getNextToken()));
        assertThat(first.getSchedulesList()).isEqualTo(listed.getSchedulesList().subList(0, 2));
        assertThat(second.getSchedulesList())
                .isEqualTo(listed.getSchedulesList().subList(2, 3));
        assertThat(second.getNextToken()).isEmpty();
    }

    private static void assertWhole(GetScheduleResponse whole, Schedule listed) {
        assertThat(whole.getSchedule()).isEqualTo(listed);
        assertThat(whole.getMessageBody()).isEqualTo("once");
        assertThat(whole.getMessageAttributesMap()).isEqualTo(Map.of("colour", red()));
        assertThat(listed.getCreatedTimestamp()).isPositive();
        // The body, and name, type and value of the attribute.
        assertThat(listed.getMessageBytes()).isEqualTo(4 + 6 + 6 + 3);
    }

    /** What was moved to now has been sent once; what recurs goes on by its rule, and the rest waits. */
    private void assertSent(ScheduleMessageResponse nameless, long atMillis) {
        await().atMost(Cluster.HEALTHY_WITHIN)
                .untilAsserted(() -> assertThat(list(listing()).getSchedulesList())
                        .extracting(Schedule::getScheduleId, Schedule::getNextTimestamp, Schedule::getRuns)
                        .containsExactly(
                                tuple("again", atMillis + HOUR_MILLIS, 1L),
                                tuple(nameless.getScheduleId(), nowMillis + 2 * HOUR_MILLIS, 0L)));
        List<Message> sent = nodes.askNode(endpoint -> Requests.receiveNow(endpoint, url));
        assertThat(sent).extracting(Message::getBody).containsExactlyInAnyOrder("again", "once");
        assertThat(sent)
                .allSatisfy(message -> assertThat(
                                message.getMessageAttributesOrThrow("colour").getStringValue())
                        .isEqualTo("red"));
        assertThat(nodes.counters(url)).containsExactly(0L, 2L, 0L);
    }

    /** The server gives its id, and the same one to a retry. */
    private ScheduleMessageRequest.Builder nameless() {
        return ScheduleMessageRequest.newBuilder()
                .setQueueUrl(url)
                .setMessageBody("hello")
                .setAtTimestamp(nowMillis + 2 * HOUR_MILLIS)
                .setRequestId("put-nameless");
    }

    private ScheduleMessageRequest.Builder named(String id) {
        return ScheduleMessageRequest.newBuilder()
                .setQueueUrl(url)
                .setScheduleId(id)
                .setMessageBody(id)
                .putMessageAttributes("colour", red())
                .setRequestId("put-" + id);
    }

    private static ScheduledAttribute red() {
        return ScheduledAttribute.newBuilder()
                .setDataType("String")
                .setStringValue("red")
                .build();
    }

    private Recurrence everyHour() {
        return Recurrence.newBuilder()
                .setRateMillis(HOUR_MILLIS)
                .setStartTimestamp(nowMillis + 5 * HOUR_MILLIS)
                .setMaxRuns(2)
                .build();
    }

    private ScheduleMessageResponse schedule(ScheduleMessageRequest.Builder request) {
        return nodes.ask(queues -> queues.scheduleMessage(request.build()));
    }

    private RescheduleMessageRequest.Builder to(String id, long atMillis) {
        return RescheduleMessageRequest.newBuilder()
                .setQueueUrl(url)
                .setScheduleId(id)
                .setAtTimestamp(atMillis)
                .setRequestId("move-once");
    }

    /** When it sends next, as the answer says. */
    private long move(RescheduleMessageRequest.Builder request) {
        return nodes.ask(queues -> queues.rescheduleMessage(request.build())).getNextTimestamp();
    }

    private CancelScheduleRequest cancelling(String id, String requestId) {
        return CancelScheduleRequest.newBuilder()
                .setQueueUrl(url)
                .setScheduleId(id)
                .setRequestId(requestId)
                .build();
    }

    private void cancel(String id) {
        var unused = nodes.ask(queues -> queues.cancelSchedule(cancelling(id, "cancel-once")));
    }

    private GetScheduleResponse get(String id) {
        GetScheduleRequest request = GetScheduleRequest.newBuilder()
                .setQueueUrl(url)
                .setScheduleId(id)
                .build();
        return nodes.ask(queues -> queues.getSchedule(request));
    }

    private ListSchedulesRequest.Builder listing() {
        return ListSchedulesRequest.newBuilder().setQueueUrl(url);
    }

    private ListSchedulesResponse list(ListSchedulesRequest.Builder request) {
        return nodes.ask(queues -> queues.listSchedules(request.build()));
    }
}
