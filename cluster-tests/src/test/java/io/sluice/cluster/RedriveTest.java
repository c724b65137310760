package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.DeadLetterGroup;
import io.sluice.api.v1.DeadLetterSelection;
import io.sluice.api.v1.ListDeadLetterGroupsRequest;
import io.sluice.api.v1.ListDeadLetterGroupsResponse;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.RedriveDeadLettersRequest;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.UndoRedriveRequest;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dead letters are redriven while the leader dies or stands still: each is in one place, and comes back by an undo. */
@Tag("cluster")
final class RedriveTest {
    private static final int MESSAGES = 60;
    private static final int GROUPED = 20;
    private static final int GROUPS = 4;

    /** A redrive goes through its queue again every ten seconds, and what it waits for is in flight for fifteen. */
    private static final Duration PASSED = Duration.ofSeconds(60);

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void aRedriveByReasonGoesOnThroughTheDeathOfALeaderAndIsUndone() {
        Cluster cluster = CLUSTER.get();
        String dead = cluster.createQueue("dead", Map.of());
        String orders = cluster.createQueue("orders", Map.of("RedrivePolicy", Requests.redrivePolicy("dead", 1)));
        NodeProcess leader = cluster.leaderOf(orders);
        Endpoint survivor = cluster.endpoint(cluster.otherThan(leader));
        for (int i = 0; i < MESSAGES; i++) {
            Requests.send(survivor, orders, "body " + i);
        }
        failAll(survivor, orders, MESSAGES);
        await().atMost(Cluster.HEALTHY_WITHIN).untilAsserted(() -> {
            Requests.receiveNow(survivor, orders);
            assertThat(counts(survivor, dead))
                    .isEqualTo(Map.of("broken", (long) MESSAGES / 2, "late", (long) MESSAGES / 2));
        });

        String handle = survivor.queues()
                .redriveDeadLetters(RedriveDeadLettersRequest.newBuilder()
                        .setQueueUrl(dead)
                        .setSelection(DeadLetterSelection.newBuilder().addReasons("broken"))
                        .setMaxNumberOfMessagesPerSecond(20)
                        .build())
                .getRedriveHandle();
        await().atMost(Cluster.HEALTHY_WITHIN)
                .until(() -> Requests.counters(survivor, orders).get(0) > 0);
        leader.kill();

        await().atMost(Cluster.HEALTHY_WITHIN).ignoreExceptions().untilAsserted(() -> {
            assertThat(counts(survivor, dead)).isEqualTo(Map.of("late", (long) MESSAGES / 2));
            assertThat(Requests.counters(survivor, orders)).containsExactly((long) MESSAGES / 2, 0L, 0L);
        });
        Message received = retried(() -> Requests.receiveNow(survivor, orders)).get(0);
        retried(() -> {
            Requests.delete(survivor, orders, received.getReceiptHandle());
            return received;
        });
        undo(survivor, handle, orders, dead);
        leader.start();
        cluster.awaitLed();
        assertThat(cluster.awaitConverged()).isEmpty();
    }

    @Test
    void aRedriveOfAFifoQueueComesBackForWhatWasInFlightThoughItsLeaderStoodStill() {
        Cluster cluster = CLUSTER.get();
        String dead = cluster.createQueue("dead.fifo", Map.of("FifoQueue", "true"));
        String orders = cluster.createQueue(
                "orders.fifo", Map.of("FifoQueue", "true", "RedrivePolicy", Requests.redrivePolicy("dead.fifo", 1)));
        NodeProcess leader = cluster.leaderOf(orders);
        Endpoint survivor = cluster.endpoint(cluster.otherThan(leader));
        sendInGroups(survivor, orders);
        failAll(survivor, orders, GROUPED);
        await().atMost(Cluster.HEALTHY_WITHIN).untilAsserted(() -> {
            Requests.receiveNow(survivor, orders);
            assertThat(Requests.counters(survivor, dead)).containsExactly((long) GROUPED, 0L, 0L);
        });

        // Somebody looks at the first of its group, and holds back all of it.
        Message held = survivor.queues()
                .receiveMessage(Requests.receive(dead, 2)
                        .setMaxNumberOfMessages(1)
                        .setVisibilityTimeout(15)
                        .build())
                .getMessages(0);
        var unused = survivor.queues()
                .redriveDeadLetters(RedriveDeadLettersRequest.newBuilder()
                        .setQueueUrl(dead)
                        .setSelection(DeadLetterSelection.getDefaultInstance())
                        .build());
        await().atMost(Cluster.HEALTHY_WITHIN)
                .until(() -> Requests.counters(survivor, orders).get(0) >= GROUPED - GROUPED / GROUPS);
        leader.whilePaused(() -> await().atMost(Cluster.HEALTHY_WITHIN)
                .ignoreExceptions()
                .until(() -> Requests.counters(survivor, orders).get(0) >= GROUPED - GROUPED / GROUPS));

        await().atMost(PASSED).ignoreExceptions().untilAsserted(() -> {
            assertThat(Requests.counters(survivor, orders)).containsExactly((long) GROUPED, 0L, 0L);
            assertThat(Requests.counters(survivor, dead)).containsExactly(0L, 0L, 0L);
        });
        List<Message> all = retried(() -> received(survivor, orders));
        assertThat(all).extracting(Message::getBody).contains(held.getBody());
        assertInOrder(all);
        cluster.awaitLed();
        assertThat(cluster.awaitConverged()).isEmpty();
    }

    private static void sendInGroups(Endpoint endpoint, String url) {
        for (int i = 0; i < GROUPED; i++) {
            var unused = endpoint.queues()
                    .sendMessage(SendMessageRequest.newBuilder()
                            .setQueueUrl(url)
                            .setMessageBody(Integer.toString(i))
                            .setMessageGroupId("g" + i % GROUPS)
                            .setMessageDeduplicationId("id" + i)
                            .build());
        }
    }

    private static void assertInOrder(List<Message> messages) {
        Map<Integer, Integer> last = new TreeMap<>();
        for (Message message : messages) {
            int number = Integer.parseInt(message.getBody());
            assertThat(last.getOrDefault(number % GROUPS, -1)).isLessThan(number);
            last.put(number % GROUPS, number);
        }
    }

    /** Everything that a queue has, in the order in which it gives it. */
    private static List<Message> received(Endpoint endpoint, String url) {
        List<Message> all = new ArrayList<>();
        List<Message> some = Requests.receiveNow(endpoint, url);
        while (!some.isEmpty()) {
            all.addAll(some);
            some.forEach(message -> Requests.delete(endpoint, url, message.getReceiptHandle()));
            some = Requests.receiveNow(endpoint, url);
        }
        return all;
    }

    /** Each message is received once, and given back with one reason or the other. */
    private static void failAll(Endpoint endpoint, String url, int count) {
        int failed = 0;
        while (failed < count) {
            for (Message message : Requests.receiveNow(endpoint, url)) {
                endpoint.queues()
                        .changeMessageVisibility(ChangeMessageVisibilityRequest.newBuilder()
                                .setQueueUrl(url)
                                .setReceiptHandle(message.getReceiptHandle())
                                .setVisibilityTimeout(0)
                                .setReason(failed % 2 == 0 ? "broken" : "late")
                                .build());
                failed++;
            }
        }
    }

    /** What nobody has received since is dead again, with its reason; what a receive holds stays. */
    private static void undo(Endpoint endpoint, String handle, String orders, String dead) {
        List<Long> before = Requests.counters(endpoint, orders);
        retried(() -> endpoint.queues()
                .undoRedrive(
                        UndoRedriveRequest.newBuilder().setRedriveHandle(handle).build()));
        await().atMost(Cluster.HEALTHY_WITHIN).untilAsserted(() -> {
            assertThat(counts(endpoint, dead)).isEqualTo(Map.of("broken", before.get(0), "late", (long) MESSAGES / 2));
            assertThat(Requests.counters(endpoint, orders)).containsExactly(0L, before.get(1), 0L);
        });
    }

    private static Map<String, Long> counts(Endpoint endpoint, String url) {
        ListDeadLetterGroupsResponse page = endpoint.queues()
                .listDeadLetterGroups(ListDeadLetterGroupsRequest.newBuilder()
                        .setQueueUrl(url)
                        .build());
        Map<String, Long> counts = new TreeMap<>();
        for (DeadLetterGroup group : page.getGroupsList()) {
            counts.put(group.getReason(), group.getCount());
        }
        return counts;
    }

    /** Again while nobody leads. */
    private static <T> T retried(Callable<T> call) {
        return await().atMost(Cluster.HEALTHY_WITHIN)
                .ignoreExceptionsMatching(StatusRuntimeException.class::isInstance)
                .until(call, result -> true);
    }
}
