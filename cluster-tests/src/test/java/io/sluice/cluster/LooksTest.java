package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.api.v1.BrowseFilter;
import io.sluice.api.v1.BrowseMessagesRequest;
import io.sluice.api.v1.BrowseMessagesResponse;
import io.sluice.api.v1.BrowsedMessage;
import io.sluice.api.v1.FailedReceive;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.MessageAttributeValue;
import io.sluice.api.v1.MessageState;
import io.sluice.api.v1.SearchMessagesRequest;
import io.sluice.api.v1.SearchMessagesResponse;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.EachInTurn;
import io.sluice.cluster.harness.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is in a queue every node shows alike, page by page, before a change of leader and after it. */
@Tag("cluster")
final class LooksTest {
    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    private final Cluster cluster = CLUSTER.get();
    private final EachInTurn nodes = new EachInTurn(cluster);

    @Test
    void aLookGoesOnAtAnotherNodeUnderAnotherLeader() {
        String url = cluster.createQueue("looked-at", Map.of());
        List<String> ids = sendSix(url);
        String late = send(url, "late", Worker.HIDDEN_SECONDS);
        Worker worker = new Worker(nodes, url, "worker-1");
        List<Message> received = worker.receive("looked-at-receive");
        worker.hide(received.get(0).getReceiptHandle(), 0, "broken", "looked-at-release");

        BrowseMessagesResponse whole = browse(browsing(url));
        BrowseMessagesResponse first = browse(browsing(url).setMaxResults(3));
        nodes.leadElsewhere(url);
        String newest = send(url, "newest", 0);
        BrowseMessagesResponse second = browse(browsing(url).setMaxResults(3).setCursor(first.getCursor()));
        BrowseMessagesResponse third = browse(browsing(url).setMaxResults(3).setCursor(second.getCursor()));

        assertShown(whole, ids, late, received);
        assertThat(first.getMessagesList()).isEqualTo(whole.getMessagesList().subList(0, 3));
        assertThat(second.getMessagesList()).isEqualTo(whole.getMessagesList().subList(3, 6));
        assertThat(third.getMessagesList())
                .extracting(BrowsedMessage::getMessageId)
                .containsExactly(newest, late);
        assertThat(List.of(first.getMore(), second.getMore(), third.getMore())).containsExactly(true, true, false);
        assertThat(browse(browsing(url).setCursor(third.getCursor())).getMessagesList())
                .isEmpty();
        assertThat(browse(browsing(url).setBodyBytesMax(4).setFilter(only(MessageState.MESSAGE_STATE_IN_FLIGHT)))
                        .getMessagesList())
                .extracting(BrowsedMessage::getMessageId, BrowsedMessage::getBody)
                .containsExactly(tuple(ids.get(1), "{\"n\""));
        assertThat(browse(browsing(url).setNewest(1)).getMessagesList())
                .extracting(BrowsedMessage::getMessageId)
                .containsExactly(newest);
        assertThat(nodes.counters(url)).containsExactly(6L, 1L, 1L);
    }

    @Test
    void aSearchFindsTheSameAtEveryNodeUnderEitherLeader() {
        String url = cluster.createQueue("searched", Map.of());
        List<String> ids = sendSix(url);
        String plain = send(url, "no JSON", 0);
        SearchMessagesRequest.Builder request = SearchMessagesRequest.newBuilder()
                .setQueueUrl(url)
                .setExpression("json.n >= 2 && attributes.colour == \"red\" && state == \"visible\"");

        SearchMessagesResponse found = search(request);
        SearchMessagesResponse page = search(request.setMaxResults(1));
        nodes.leadElsewhere(url);
        List<BrowsedMessage> paged = new ArrayList<>(page.getMessagesList());
        long scanned = page.getScanned();
        long failed = page.getFailed();
        while (page.getMore()) {
            page = search(request.setCursor(page.getCursor()).setMaxScanned(1));
            paged.addAll(page.getMessagesList());
            scanned += page.getScanned();
            failed += page.getFailed();
        }

        assertThat(found.getMessagesList())
                .extracting(BrowsedMessage::getMessageId)
                .containsExactly(ids.get(3), ids.get(5));
        assertThat(found.getMore()).isFalse();
        assertThat(List.of(found.getScanned(), found.getFailed())).containsExactly(7L, 1L);
        assertThat(paged).isEqualTo(found.getMessagesList());
        assertThat(List.of(scanned, failed)).containsExactly(7L, 1L);
        assertThat(search(request.clearCursor().clearMaxScanned().setExpression("body.startsWith(\"no\")"))
                        .getMessagesList())
                .extracting(BrowsedMessage::getMessageId)
                .containsExactly(plain);
        assertThat(nodes.refusal(queues ->
                        queues.searchMessages(request.setExpression("size").build())))
                .startsWith("InvalidParameterValue: Value for parameter Expression is invalid. Reason: ");
    }

    /** Six messages of which the first two were received, and one that is delayed. */
    private static void assertShown(
            BrowseMessagesResponse whole, List<String> ids, String late, List<Message> received) {
        List<BrowsedMessage> shown = whole.getMessagesList();
        assertThat(shown.subList(0, 6)).extracting(BrowsedMessage::getMessageId).isEqualTo(ids);
        assertThat(shown)
                .extracting(BrowsedMessage::getState)
                .containsExactly(
                        MessageState.MESSAGE_STATE_VISIBLE,
                        MessageState.MESSAGE_STATE_IN_FLIGHT,
                        MessageState.MESSAGE_STATE_VISIBLE,
                        MessageState.MESSAGE_STATE_VISIBLE,
                        MessageState.MESSAGE_STATE_VISIBLE,
                        MessageState.MESSAGE_STATE_VISIBLE,
                        MessageState.MESSAGE_STATE_DELAYED);
        assertThat(whole.getMore()).isFalse();
        assertThat(whole.getScanned()).isEqualTo(7);
        assertThat(shown.get(6).getMessageId()).isEqualTo(late);
        assertThat(shown.get(6).getDueMillis()).isEqualTo(shown.get(6).getSentMillis() + 1000L * Worker.HIDDEN_SECONDS);
        for (int i = 0; i < received.size(); i++) {
            assertSame(shown.get(i), received.get(i));
        }
        assertThat(shown.get(0).getHolder()).isEmpty();
        assertThat(shown.get(0).getDueMillis()).isZero();
        assertThat(shown.get(0).getFailedReceivesList())
                .extracting(FailedReceive::getReceiveNumber, FailedReceive::getConsumerName, FailedReceive::getReason)
                .containsExactly(tuple(1L, "worker-1", "broken"));
        assertThat(shown.get(1).getHolder()).isEqualTo("worker-1");
        assertThat(shown.get(1).getDueMillis())
                .isEqualTo(shown.get(1).getLastReceivedMillis() + 1000L * Worker.HIDDEN_SECONDS);
        assertThat(shown.get(2).getReceiveCount()).isZero();
        assertThat(shown.get(2).getFirstReceivedMillis()).isZero();
    }

    /** A look and a receive tell the same of a message. */
    private static void assertSame(BrowsedMessage shown, Message received) {
        Map<String, String> system = received.getAttributesMap();
        assertThat(shown.getMessageId()).isEqualTo(received.getMessageId());
        assertThat(shown.getBody()).isEqualTo(received.getBody());
        assertThat(shown.getBodySize()).isEqualTo(received.getBody().length());
        assertThat(shown.getMd5OfBody()).isEqualTo(received.getMd5OfBody());
        assertThat(shown.getPriority()).isEqualTo(4);
        assertThat(shown.getMessageAttributesOrThrow("colour").getStringValue())
                .isEqualTo(received.getMessageAttributesOrThrow("colour").getStringValue());
        assertThat(system)
                .containsEntry("SenderId", shown.getSenderId())
                .containsEntry("SentTimestamp", Long.toString(shown.getSentMillis()))
                .containsEntry("ApproximateReceiveCount", Long.toString(shown.getReceiveCount()))
                .containsEntry("ApproximateFirstReceiveTimestamp", Long.toString(shown.getFirstReceivedMillis()));
    }

    private List<String> sendSix(String url) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            SendMessageRequest request = SendMessageRequest.newBuilder()
                    .setQueueUrl(url)
                    .setMessageBody("{\"n\":" + i + "}")
                    .putMessageAttributes("colour", text(i % 2 == 0 ? "blue" : "red"))
                    .build();
            ids.add(nodes.ask(queues -> queues.sendMessage(request)).getMessageId());
        }
        return ids;
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.newBuilder()
                .setDataType("String")
                .setStringValue(value)
                .build();
    }

    private String send(String url, String body, int delaySeconds) {
        SendMessageRequest request = SendMessageRequest.newBuilder()
                .setQueueUrl(url)
                .setMessageBody(body)
                .setDelaySeconds(delaySeconds)
                .setRequestId("send-" + body)
                .build();
        return nodes.ask(queues -> queues.sendMessage(request)).getMessageId();
    }

    private static BrowseMessagesRequest.Builder browsing(String url) {
        return BrowseMessagesRequest.newBuilder().setQueueUrl(url);
    }

    private static BrowseFilter only(MessageState state) {
        return BrowseFilter.newBuilder().addStates(state).build();
    }

    private BrowseMessagesResponse browse(BrowseMessagesRequest.Builder request) {
        return nodes.ask(queues -> queues.browseMessages(request.build()));
    }

    private SearchMessagesResponse search(SearchMessagesRequest.Builder request) {
        return nodes.ask(queues -> queues.searchMessages(request.build()));
    }
}
