package io.sluice.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Queues without waiting: the operations of {@link QueueClient}, each with a future that completes on
 * {@link ClientConfig#callbacks}, exceptionally with {@link SluiceException}, always before the call's
 * deadline has passed by much. Cancelling a future gives its call up. Thread-safe.
 */
public final class AsyncQueueClient {
    private final QueueCalls calls;
    private final MessageCalls messages;
    private final MoveCalls moves;
    private final BrowseCalls browses;
    private final Executor callbacks;

    AsyncQueueClient(
            QueueCalls calls, MessageCalls messages, MoveCalls moves, BrowseCalls browses, Executor callbacks) {
        this.calls = calls;
        this.messages = messages;
        this.moves = moves;
        this.browses = browses;
        this.callbacks = callbacks;
    }

    /** See {@link QueueClient#createQueue(String, Map, Map)}. */
    public CompletableFuture<String> createQueue(
            String name, Map<String, String> attributes, Map<String, String> tags) {
        return calls.createQueue(name, attributes, tags).future(callbacks);
    }

    /** See {@link QueueClient#deleteQueue}. */
    public CompletableFuture<Done> deleteQueue(String queue) {
        return calls.deleteQueue(queue).future(callbacks);
    }

    /** See {@link QueueClient#queueUrl}. */
    public CompletableFuture<String> queueUrl(String name) {
        return calls.queueUrl(name).future(callbacks);
    }

    /** See {@link QueueClient#listQueues(String, int, String)}. */
    public CompletableFuture<QueuePage> listQueues(String prefix, int pageMax, String nextToken) {
        return calls.listQueues(prefix, pageMax, nextToken).future(callbacks);
    }

    /** See {@link QueueClient#attributes}. */
    public CompletableFuture<Map<String, String>> attributes(String queue, List<String> names) {
        return calls.attributes(queue, names).future(callbacks);
    }

    /** See {@link QueueClient#setAttributes}. */
    public CompletableFuture<Done> setAttributes(String queue, Map<String, String> attributes) {
        return calls.setAttributes(queue, attributes).future(callbacks);
    }

    /** See {@link QueueClient#tag}. */
    public CompletableFuture<Done> tag(String queue, Map<String, String> tags) {
        return calls.tag(queue, tags).future(callbacks);
    }

    /** See {@link QueueClient#untag}. */
    public CompletableFuture<Done> untag(String queue, List<String> keys) {
        return calls.untag(queue, keys).future(callbacks);
    }

    /** See {@link QueueClient#tags}. */
    public CompletableFuture<Map<String, String>> tags(String queue) {
        return calls.tags(queue).future(callbacks);
    }

    /** See {@link QueueClient#addPermission}. */
    public CompletableFuture<Done> addPermission(String queue, Permission permission) {
        return calls.addPermission(queue, permission).future(callbacks);
    }

    /** See {@link QueueClient#removePermission}. */
    public CompletableFuture<Done> removePermission(String queue, String label) {
        return calls.removePermission(queue, label).future(callbacks);
    }

    /** See {@link QueueClient#purge}. */
    public CompletableFuture<Done> purge(String queue) {
        return calls.purge(queue).future(callbacks);
    }

    /** See {@link QueueClient#send}. */
    public CompletableFuture<SentMessage> send(String queue, OutgoingMessage message) {
        return messages.send(queue, message).future(callbacks);
    }

    /** See {@link QueueClient#sendBatch}. */
    public CompletableFuture<BatchResult<SentMessage>> sendBatch(String queue, List<OutgoingMessage> messages) {
        return this.messages.sendBatch(queue, messages).future(callbacks);
    }

    /** See {@link QueueClient#receive}. */
    public CompletableFuture<List<ReceivedMessage>> receive(String queue, ReceiveOptions options) {
        return messages.receive(queue, options).future(callbacks);
    }

    /** See {@link QueueClient#delete}. */
    public CompletableFuture<Done> delete(String queue, String receipt) {
        return messages.delete(queue, receipt).future(callbacks);
    }

    /** See {@link QueueClient#deleteBatch}. */
    public CompletableFuture<BatchResult<Done>> deleteBatch(String queue, List<String> receipts) {
        return messages.deleteBatch(queue, receipts).future(callbacks);
    }

    /** See {@link QueueClient#changeVisibility}. */
    public CompletableFuture<Done> changeVisibility(String queue, VisibilityChange change) {
        return messages.changeVisibility(queue, change).future(callbacks);
    }

    /** See {@link QueueClient#changeVisibilityBatch}. */
    public CompletableFuture<BatchResult<Done>> changeVisibilityBatch(String queue, List<VisibilityChange> changes) {
        return messages.changeVisibilityBatch(queue, changes).future(callbacks);
    }

    /** See {@link QueueClient#deadLetterSources(String, int, String)}. */
    public CompletableFuture<QueuePage> deadLetterSources(String queue, int pageMax, String nextToken) {
        return calls.deadLetterSources(queue, pageMax, nextToken).future(callbacks);
    }

    /** See {@link QueueClient#startMove}. */
    public CompletableFuture<String> startMove(String sourceArn, MoveOptions options) {
        return moves.startMove(sourceArn, options).future(callbacks);
    }

    /** See {@link QueueClient#listMoves}. */
    public CompletableFuture<List<MoveInfo>> listMoves(String sourceArn, int movesMax) {
        return moves.listMoves(sourceArn, movesMax).future(callbacks);
    }

    /** See {@link QueueClient#cancelMove}. */
    public CompletableFuture<Long> cancelMove(String taskHandle) {
        return moves.cancelMove(taskHandle).future(callbacks);
    }

    /** See {@link QueueClient#browse}. */
    public CompletableFuture<BrowsePage> browse(String queue, BrowseOptions options) {
        return browses.browse(queue, options).future(callbacks);
    }

    /** See {@link QueueClient#search}. */
    public CompletableFuture<BrowsePage> search(String queue, String expression, BrowseOptions options) {
        return browses.search(queue, expression, options).future(callbacks);
    }
}
