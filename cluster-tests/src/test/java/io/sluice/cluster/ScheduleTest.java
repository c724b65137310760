package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchRequestEntry;
import io.sluice.api.v1.ListSchedulesRequest;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.Recurrence;
import io.sluice.api.v1.ScheduleMessageRequest;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Requests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The leader dies while schedules fall due: each due time sends once, and none early. */
@Tag("cluster")
final class ScheduleTest {
    private static final int ONCE = 200;
    private static final int RUNS = 8;
    private static final long SPREAD_MILLIS = 8_000;

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void eachDueTimeSendsOnceThroughTheDeathOfALeader() {
        Cluster cluster = CLUSTER.get();
        List<String> queues = List.of(
                cluster.createQueue("later", Map.of()), cluster.createQueue("later.fifo", Map.of("FifoQueue", "true")));
        NodeProcess leader = cluster.leaderOf(queues.get(0));
        Endpoint survivor = cluster.endpoint(cluster.otherThan(leader));
        long firstMillis = System.currentTimeMillis() + 4_000;
        for (String url : queues) {
            for (int i = 0; i < ONCE; i++) {
                long atMillis = firstMillis + i * SPREAD_MILLIS / ONCE;
                survivor.queues()
                        .scheduleMessage(request(url, "once-" + i, atMillis)
                                .setAtTimestamp(atMillis)
                                .build());
            }
            survivor.queues()
                    .scheduleMessage(request(url, "tick", firstMillis)
                            .setRecurrence(Recurrence.newBuilder()
                                    .setRateMillis(1_000)
                                    .setStartTimestamp(firstMillis)
                                    .setMaxRuns(RUNS))
                            .build());
        }

        await().atMost(Duration.ofSeconds(20))
                .until(() -> System.currentTimeMillis() > firstMillis + SPREAD_MILLIS / 4);
        leader.kill();

        for (String url : queues) {
            SortedMap<String, Integer> received = new TreeMap<>();
            await().atMost(Cluster.HEALTHY_WITHIN).untilAsserted(() -> {
                receive(survivor, url).forEach(message -> received.merge(checked(message), 1, Integer::sum));
                assertThat(received).hasSize(ONCE + 1);
                assertThat(received).containsEntry("tick", RUNS);
            });
            assertThat(receive(survivor, url)).isEmpty();
            received.remove("tick");
            assertThat(received.values()).containsOnly(1);
            assertThat(survivor.queues()
                            .listSchedules(ListSchedulesRequest.newBuilder()
                                    .setQueueUrl(url)
                                    .build())
                            .getTotal())
                    .isZero();
        }
        leader.start();
        cluster.awaitLed();
        assertThat(cluster.awaitConverged()).isEmpty();
    }

    private static ScheduleMessageRequest.Builder request(String url, String id, long atMillis) {
        ScheduleMessageRequest.Builder request = ScheduleMessageRequest.newBuilder()
                .setQueueUrl(url)
                .setScheduleId(id)
                .setMessageBody(id + " " + atMillis)
                .setRequestId("put-" + id);
        return url.endsWith(".fifo") ? request.setMessageGroupId("g" + id.hashCode() % 5) : request;
    }

    /** The schedule that a message comes from; it must not be sent before its time. */
    private static String checked(Message message) {
        String[] words = message.getBody().split(" ");
        long sentMillis =
                Long.parseLong(Optional.ofNullable(message.getAttributesMap().get("SentTimestamp"))
                        .orElseThrow());
        assertThat(sentMillis).isGreaterThanOrEqualTo(Long.parseLong(words[1]));
        return words[0];
    }

    private static List<Message> receive(Endpoint endpoint, String url) {
        try {
            List<Message> messages = Requests.receiveNow(endpoint, url);
            if (!messages.isEmpty()) {
                DeleteMessageBatchRequest.Builder delete =
                        DeleteMessageBatchRequest.newBuilder().setQueueUrl(url);
                for (Message message : messages) {
                    delete.addEntries(DeleteMessageBatchRequestEntry.newBuilder()
                            .setId(message.getMessageId())
                            .setReceiptHandle(message.getReceiptHandle()));
                }
                endpoint.queues().deleteMessageBatch(delete.build());
            }
            return messages;
        } catch (StatusRuntimeException nobodyLeads) {
            return List.of();
        }
    }
}
