package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.sluice.api.v1.BrowseMessagesRequest;
import io.sluice.api.v1.BrowsedMessage;
import io.sluice.api.v1.GetDeliveryRequest;
import io.sluice.api.v1.GetDeliveryResponse;
import io.sluice.api.v1.ListMessageGroupsRequest;
import io.sluice.api.v1.ListMessageGroupsResponse;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.MessageGroup;
import io.sluice.api.v1.ParkMessageGroupRequest;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.ReceiveMessageResponse;
import io.sluice.api.v1.ReleaseMessageGroupRequest;
import io.sluice.api.v1.ResumeMessageGroupRequest;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SetDeliveryRequest;
import io.sluice.api.v1.SetGroupPolicyRequest;
import io.sluice.api.v1.SkipMessageGroupHeadRequest;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.EachInTurn;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is done by hand to message groups, and the pause of their queue, outlives the leader, and is done once. */
@Tag("cluster")
final class GroupsByHandTest {
    private static final String FIFO = "FifoQueue";
    private static final int HIDDEN_SECONDS = 600;

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    private final Cluster cluster = CLUSTER.get();
    private final EachInTurn nodes = new EachInTurn(cluster);
    private String dead = "";
    private String url = "";

    @Test
    void groupsStayAsTheyWereThroughTheDeathOfTheirLeaderAndARetryMendsNothingTwice() {
        create();
        List<String> a = send("a", 3);
        List<String> b = send("b", 2);
        setPolicy();
        park("a");
        assertGroups(list(""), tuple("a", "parked", 3L, 0L, a.get(0), 0L), tuple("b", "ready", 2L, 0L, b.get(0), 0L));
        assertThat(skip("a", "skip-once")).isEqualTo(a.get(0));
        ReceiveMessageResponse received = receive();
        assertBrought(received, "groups", b);
        String receipt = received.getMessages(0).getReceiptHandle();
        assertThat(release(receipt)).isEqualTo(2);
        setPaused(true, "pause-once");
        GetDeliveryResponse delivery = delivery();
        ListMessageGroupsResponse groups = list("");

        NodeProcess leader = cluster.leaderOf(url);
        leader.kill();

        assertThat(list("")).isEqualTo(groups);
        assertThat(delivery()).isEqualTo(delivery);
        assertBrought(receive(), "paused", List.of());
        assertThat(skip("a", "skip-once")).isEqualTo(a.get(0));
        assertThat(release(receipt)).isEqualTo(2);
        assertThat(list("")).isEqualTo(groups);
        assertBeforeTheResume(groups, a, b);

        setPaused(false, "resume-once");
        resume("a");
        setPaused(true, "pause-once");
        park("a");
        assertThat(delivery().getPaused()).isFalse();
        List<String> rest = new ArrayList<>(b);
        rest.addAll(a.subList(1, 3));
        assertBrought(receive(), "", rest);
        assertGroups(list("busy"), tuple("a", "busy", 0L, 2L, a.get(1), 1L), tuple("b", "busy", 0L, 2L, b.get(0), 2L));
        assertThat(nodes.refusal(queues -> queues.skipMessageGroupHead(skipping("c", "skip-c"))))
                .isEqualTo("ResourceNotFoundException: Message group c of queue by-hand.fifo has no message that is"
                        + " not delayed.");
        assertBuried(a.get(0));
        leader.start();
        cluster.awaitLed();
        assertThat(cluster.awaitConverged()).isEmpty();
    }

    private void create() {
        dead = cluster.createQueue("by-hand-dead.fifo", Map.of(FIFO, "true"));
        url = cluster.createQueue(
                "by-hand.fifo", Map.of(FIFO, "true", "RedrivePolicy", Requests.redrivePolicy("by-hand-dead.fifo", 9)));
    }

    private void assertBeforeTheResume(ListMessageGroupsResponse groups, List<String> a, List<String> b) {
        assertGroups(groups, tuple("a", "parked", 2L, 0L, a.get(1), 0L), tuple("b", "ready", 2L, 0L, b.get(0), 1L));
        assertThat(groups.getOnPoison()).isEqualTo("park");
        assertThat(groups.getMaxReceiveCount()).isEqualTo(3);
        assertThat(groups.getParkedGroups()).isEqualTo(1);
        assertThat(groups.getGroups(0).getSinceTimestamp()).isPositive();
        assertThat(list("parked").getGroupsList()).containsExactly(groups.getGroups(0));
        ListMessageGroupsResponse first = list(listing().setMaxResults(1));
        ListMessageGroupsResponse second = list(listing().setMaxResults(1).setNextToken(first.getNextToken()));
        assertThat(first.getGroupsList()).containsExactly(groups.getGroups(0));
        assertThat(second.getGroupsList()).containsExactly(groups.getGroups(1));
        assertThat(second.getNextToken()).isEmpty();
    }

    /** The message that was skipped is a dead letter, and tells so, once. */
    private void assertBuried(String id) {
        BrowseMessagesRequest request =
                BrowseMessagesRequest.newBuilder().setQueueUrl(dead).build();
        await().atMost(Cluster.HEALTHY_WITHIN)
                .untilAsserted(() -> assertThat(nodes.ask(queues -> queues.browseMessages(request))
                                .getMessagesList())
                        .extracting(
                                BrowsedMessage::getMessageId,
                                BrowsedMessage::getMessageGroupId,
                                message -> message.getDeadLetter().getReason(),
                                message -> message.getDeadLetter().getSourceQueue(),
                                BrowsedMessage::getDeadLetterSourceArn)
                        .containsExactly(tuple(id, "a", "skipped", "by-hand.fifo", Requests.arn("by-hand.fifo"))));
    }

    private static void assertGroups(ListMessageGroupsResponse groups, Tuple... expected) {
        assertThat(groups.getNextToken()).isEmpty();
        assertThat(groups.getGroupsList())
                .extracting(
                        MessageGroup::getMessageGroupId,
                        MessageGroup::getState,
                        MessageGroup::getVisible,
                        MessageGroup::getInFlight,
                        MessageGroup::getHeadMessageId,
                        MessageGroup::getHeadReceiveCount)
                .containsExactly(expected);
    }

    private static void assertBrought(ReceiveMessageResponse received, String withheld, List<String> ids) {
        assertThat(received.getMessagesList()).extracting(Message::getMessageId).isEqualTo(ids);
        assertThat(received.getWithheld()).isEqualTo(withheld);
    }

    private List<String> send(String group, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SendMessageRequest request = SendMessageRequest.newBuilder()
                    .setQueueUrl(url)
                    .setMessageBody("body")
                    .setMessageGroupId(group)
                    .setMessageDeduplicationId(group + i)
                    .build();
            ids.add(nodes.ask(queues -> queues.sendMessage(request)).getMessageId());
        }
        return ids;
    }

    private ReceiveMessageResponse receive() {
        ReceiveMessageRequest request =
                Requests.receive(url, 0).setVisibilityTimeout(HIDDEN_SECONDS).build();
        return nodes.ask(queues -> queues.receiveMessage(request));
    }

    private void setPolicy() {
        SetGroupPolicyRequest request = SetGroupPolicyRequest.newBuilder()
                .setQueueUrl(url)
                .setOnPoison("park")
                .setMaxReceiveCount(3)
                .build();
        var unused = nodes.ask(queues -> queues.setGroupPolicy(request));
    }

    private void park(String group) {
        ParkMessageGroupRequest request = ParkMessageGroupRequest.newBuilder()
                .setQueueUrl(url)
                .setMessageGroupId(group)
                .setRequestId("park-once")
                .build();
        var unused = nodes.ask(queues -> queues.parkMessageGroup(request));
    }

    private void resume(String group) {
        ResumeMessageGroupRequest request = ResumeMessageGroupRequest.newBuilder()
                .setQueueUrl(url)
                .setMessageGroupId(group)
                .build();
        var unused = nodes.ask(queues -> queues.resumeMessageGroup(request));
    }

    private SkipMessageGroupHeadRequest skipping(String group, String requestId) {
        return SkipMessageGroupHeadRequest.newBuilder()
                .setQueueUrl(url)
                .setMessageGroupId(group)
                .setRequestId(requestId)
                .build();
    }

    private String skip(String group, String requestId) {
        return nodes.ask(queues -> queues.skipMessageGroupHead(skipping(group, requestId)))
                .getMessageId();
    }

    private int release(String receipt) {
        ReleaseMessageGroupRequest request = ReleaseMessageGroupRequest.newBuilder()
                .setQueueUrl(url)
                .setReceiptHandle(receipt)
                .setRequestId("release-once")
                .build();
        return nodes.ask(queues -> queues.releaseMessageGroup(request)).getReleased();
    }

    private void setPaused(boolean paused, String requestId) {
        SetDeliveryRequest request = SetDeliveryRequest.newBuilder()
                .setQueueUrl(url)
                .setPaused(paused)
                .setRequestId(requestId)
                .build();
        var unused = nodes.ask(queues -> queues.setDelivery(request));
    }

    private GetDeliveryResponse delivery() {
        GetDeliveryRequest request =
                GetDeliveryRequest.newBuilder().setQueueUrl(url).build();
        return nodes.ask(queues -> queues.getDelivery(request));
    }

    private ListMessageGroupsRequest.Builder listing() {
        return ListMessageGroupsRequest.newBuilder().setQueueUrl(url);
    }

    private ListMessageGroupsResponse list(String state) {
        return list(listing().setState(state));
    }

    private ListMessageGroupsResponse list(ListMessageGroupsRequest.Builder request) {
        return nodes.ask(queues -> queues.listMessageGroups(request.build()));
    }
}
