package io.sluice.client;

import io.sluice.client.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Queues, waiting for each answer; {@link #async} gives the face that does not wait. A queue is named
 * by its name or its URL. Every method throws {@link SluiceException} when there is no good answer
 * within {@link ClientConfig#callTimeout}. Thread-safe.
 */
public final class QueueClient {
    /** Most pages that a listing of all reads. */
    private static final int PAGES_MAX = 10_000;

    private static final int PAGE_MAX = 1000;

    private final Transport transport;
    private final QueueCalls calls;
    private final MessageCalls messages;
    private final MoveCalls moves;
    private final BrowseCalls browses;
    private final AsyncQueueClient async;
    private final ScheduleClient schedules;

    QueueClient(PromptCalls prompt, Transport transport, ClientConfig config) {
        this.transport = transport;
        this.calls = new QueueCalls(prompt);
        this.messages = new MessageCalls(prompt, transport, config.pollGrace());
        this.moves = new MoveCalls(prompt);
        this.browses = new BrowseCalls(prompt);
        this.async = new AsyncQueueClient(calls, messages, moves, browses, config.callbacks());
        this.schedules = new ScheduleClient(new ScheduleCalls(prompt), config);
    }

    /** Messages for a later time. */
    public ScheduleClient schedules() {
        return schedules;
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
        return all(token -> listQueues(prefix, PAGE_MAX, token));
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
        return messages.send(queue, message).await();
    }

    /** Sends 1 to 10 messages, 1 MiB in all; each succeeds or fails by itself. */
    public BatchResult<SentMessage> sendBatch(String queue, List<OutgoingMessage> messages) {
        return this.messages.sendBatch(queue, messages).await();
    }

    /** Receives messages and hides them; empty when there is none within the wait. */
    public List<ReceivedMessage> receive(String queue, ReceiveOptions options) {
        return messages.receive(queue, options).await();
    }

    /** The same with what kept more back, if something did. */
    public ReceivedMessages poll(String queue, ReceiveOptions options) {
        return messages.poll(queue, options).await();
    }

    /** Deletes a received message for good. */
    public void delete(String queue, String receipt) {
        messages.delete(queue, receipt).await();
    }

    /** Deletes 1 to 10 received messages. */
    public BatchResult<Done> deleteBatch(String queue, List<String> receipts) {
        return messages.deleteBatch(queue, receipts).await();
    }

    /** Hides a received message for a new time from now. */
    public void changeVisibility(String queue, VisibilityChange change) {
        messages.changeVisibility(queue, change).await();
    }

    /** Changes the visibility of 1 to 10 received messages, all for one reason. */
    public BatchResult<Done> changeVisibilityBatch(String queue, List<VisibilityChange> changes) {
        return messages.changeVisibilityBatch(queue, changes).await();
    }

    /** All queues whose dead letters go to this one, in name order. */
    public List<String> deadLetterSources(String queue) {
        return all(token -> deadLetterSources(queue, PAGE_MAX, token));
    }

    /** A page of at most {@code pageMax}, 1 to 1000, of them; an empty token asks for the first. */
    public QueuePage deadLetterSources(String queue, int pageMax, String nextToken) {
        return calls.deadLetterSources(queue, pageMax, nextToken).await();
    }

    /**
     * Begins to move the messages that a dead-letter queue has now; gives the task's handle. Queues are
     * named by their ARNs here, as in AWS: their attribute {@code QueueArn}.
     */
    public String startMove(String sourceArn, MoveOptions options) {
        return moves.startMove(sourceArn, options).await();
    }

    /** The newest moves out of a queue, newest first, at most 10. */
    public List<MoveInfo> listMoves(String sourceArn, int movesMax) {
        return moves.listMoves(sourceArn, movesMax).await();
    }

    /** Stops a running move; gives the number of messages that have been moved. */
    public long cancelMove(String taskHandle) {
        return moves.cancelMove(taskHandle).await();
    }

    /** What befell a message, if its queue keeps that: when its attribute {@code TraceRetentionPeriod} is set. */
    public MessageTrace trace(String queue, String messageId) {
        return messages.trace(queue, messageId).await();
    }

    /** Shows messages as they lie in the queue: none is received, hidden or counted. */
    public BrowsePage browse(String queue, BrowseOptions options) {
        return browses.browse(queue, options).await();
    }

    /**
     * Shows the messages of which an expression is true, likewise; one call looks at 100,000 messages or a second
     * long, whichever comes first, and its page says how to go on.
     *
     * @param expression in CEL, such as {@code body.contains("x") && age > 60}; see {@code queue_browse.proto}
     */
    public BrowsePage search(String queue, String expression, BrowseOptions options) {
        return browses.search(queue, expression, options).await();
    }

    private static List<String> all(Function<String, QueuePage> pages) {
        List<String> urls = new ArrayList<>();
        String token = "";
        for (int i = 0; i < PAGES_MAX; i++) {
            QueuePage page = pages.apply(token);
            urls.addAll(page.urls());
            token = page.nextToken();
            if (token.isEmpty()) {
                break;
            }
        }
        return urls;
    }

    /**
     * Opens a stream on which messages come by themselves, under credits. It ends with its node; see
     * {@code QueueConsumer} for something that does not.
     */
    public ConsumeStream consume(String queue, ConsumeOptions options, ConsumeListener listener) {
        return ConsumeStream.open(transport, queue, options, listener);
    }

    /** The address of the node that leads the queue, as a node last told; empty when none has. */
    public String leaderAddress(String queue) {
        return transport.leaderOf(PromptCalls.key(queue)).orElse("");
    }
}
