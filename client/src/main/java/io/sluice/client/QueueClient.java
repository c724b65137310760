package io.sluice.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Queues, waiting for each answer; {@link #async} gives the face that does not wait. A queue is named
 * by its name or its URL. Every method throws {@link SluiceException} when there is no good answer
 * within {@link ClientConfig#callTimeout}. Thread-safe.
 */
public final class QueueClient {
    /** Most pages that {@link #listQueues(String)} reads. */
    private static final int PAGES_MAX = 10_000;

    private static final int PAGE_MAX = 1000;

    private final QueueCalls calls;
    private final AsyncQueueClient async;

    QueueClient(QueueCalls calls, ClientConfig config) {
        this.calls = calls;
        this.async = new AsyncQueueClient(calls, config.callbacks());
    }

    /** The same operations, each with a future. */
    public AsyncQueueClient async() {
        return async;
    }

    /** Creates a queue with default attributes; gives the URL of one that is so already. */
    public String createQueue(String name) {
        return createQueue(name, Map.of(), Map.of());
    }

    /** Creates a queue, or gives the URL of one whose given attributes are equal. */
    public String createQueue(String name, Map<String, String> attributes, Map<String, String> tags) {
        return calls.createQueue(name, attributes, tags).await();
    }

    /** Deletes a queue and everything in it; its name stays blocked for 60 seconds. */
    public void deleteQueue(String queue) {
        calls.deleteQueue(queue).await();
    }

    /** The URL of a queue. */
    public String queueUrl(String name) {
        return calls.queueUrl(name).await();
    }

    /** All queues whose name starts so, in name order. */
    public List<String> listQueues(String prefix) {
        List<String> urls = new ArrayList<>();
        String token = "";
        for (int i = 0; i < PAGES_MAX; i++) {
            QueuePage page = listQueues(prefix, PAGE_MAX, token);
            urls.addAll(page.urls());
            token = page.nextToken();
            if (token.isEmpty()) {
                break;
            }
        }
        return urls;
    }

    /** A page of at most {@code pageMax}, 1 to 1000; an empty token asks for the first. */
    public QueuePage listQueues(String prefix, int pageMax, String nextToken) {
        return calls.listQueues(prefix, pageMax, nextToken).await();
    }

    /** Attributes and counters by AWS name, or {@code All}. */
    public Map<String, String> attributes(String queue, List<String> names) {
        return calls.attributes(queue, names).await();
    }

    /** Changes attributes; what is not named stays. */
    public void setAttributes(String queue, Map<String, String> attributes) {
        calls.setAttributes(queue, attributes).await();
    }

    /** Adds tags, or gives those that are there new values; a queue has at most 50. */
    public void tag(String queue, Map<String, String> tags) {
        calls.tag(queue, tags).await();
    }

    /** Takes tags away; keys that the queue does not have are passed over. */
    public void untag(String queue, List<String> keys) {
        calls.untag(queue, keys).await();
    }

    /** All tags of a queue. */
    public Map<String, String> tags(String queue) {
        return calls.tags(queue).await();
    }

    /** Appends a statement to the queue's policy. */
    public void addPermission(String queue, Permission permission) {
        calls.addPermission(queue, permission).await();
    }

    /** Takes a statement from the queue's policy; with the last one the policy goes. */
    public void removePermission(String queue, String label) {
        calls.removePermission(queue, label).await();
    }

    /** Deletes every message of a queue; once in 60 seconds. */
    public void purge(String queue) {
        calls.purge(queue).await();
    }

    /** Sends one message; it is on a majority of disks when this returns. */
    public SentMessage send(String queue, OutgoingMessage message) {
        return calls.send(queue, message).await();
    }

    /** Sends 1 to 10 messages, 1 MiB in all; each succeeds or fails by itself. */
    public BatchResult<SentMessage> sendBatch(String queue, List<OutgoingMessage> messages) {
        return calls.sendBatch(queue, messages).await();
    }

    /** Receives messages and hides them; empty when there is none within the wait. */
    public List<ReceivedMessage> receive(String queue, ReceiveOptions options) {
        return calls.receive(queue, options).await();
    }

    /** Deletes a received message for good. */
    public void delete(String queue, String receipt) {
        calls.delete(queue, receipt).await();
    }

    /** Deletes 1 to 10 received messages. */
    public BatchResult<Done> deleteBatch(String queue, List<String> receipts) {
        return calls.deleteBatch(queue, receipts).await();
    }

    /** Hides a received message for a new time from now. */
    public void changeVisibility(String queue, VisibilityChange change) {
        calls.changeVisibility(queue, change).await();
    }

    /** Changes the visibility of 1 to 10 received messages. */
    public BatchResult<Done> changeVisibilityBatch(String queue, List<VisibilityChange> changes) {
        return calls.changeVisibilityBatch(queue, changes).await();
    }

    /**
     * Opens a stream on which messages come by themselves, under credits. It ends with its node; see
     * {@code QueueConsumer} for something that does not.
     */
    public ConsumeStream consume(String queue, ConsumeOptions options, ConsumeListener listener) {
        return ConsumeStream.open(calls.transport(), queue, options, listener);
    }

    /** The address of the node that leads the queue, as a node last told; empty when none has. */
    public String leaderAddress(String queue) {
        return calls.transport().leaderOf(QueueCalls.key(queue)).orElse("");
    }
}
