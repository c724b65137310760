package io.sluice.cluster.harness;

import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.ReceiveMessageRequest;
import java.util.List;

/**
 * A consumer that gives its name and asks each node in its turn. It receives one or two messages at a time and hides
 * them for longer than a test takes.
 */
public record Worker(EachInTurn nodes, String queueUrl, String name) {
    /** For how long it hides what it receives. */
    public static final int HIDDEN_SECONDS = 600;

    private static final int MESSAGES_MAX = 2;

    /** Receives what is there now. */
    public List<Message> receive(String requestId) {
        ReceiveMessageRequest request = Requests.receive(queueUrl, 0)
                .setMaxNumberOfMessages(MESSAGES_MAX)
                .setVisibilityTimeout(HIDDEN_SECONDS)
                .setConsumerName(name)
                .setRequestId(requestId)
                .build();
        return nodes.ask(queues -> queues.receiveMessage(request)).getMessagesList();
    }

    /** Hides a message for so many seconds from now, and says why. */
    public void hide(String receipt, int seconds, String reason, String requestId) {
        ChangeMessageVisibilityRequest request = ChangeMessageVisibilityRequest.newBuilder()
                .setQueueUrl(queueUrl)
                .setReceiptHandle(receipt)
                .setVisibilityTimeout(seconds)
                .setReason(reason)
                .setRequestId(requestId)
                .build();
        var unused = nodes.ask(queues -> queues.changeMessageVisibility(request));
    }

    /** Deletes with a receipt. */
    public void delete(String receipt) {
        DeleteMessageRequest request = DeleteMessageRequest.newBuilder()
                .setQueueUrl(queueUrl)
                .setReceiptHandle(receipt)
                .build();
        var unused = nodes.ask(queues -> queues.deleteMessage(request));
    }
}
