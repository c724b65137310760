package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A queue that is made, a message that is sent, received and deleted, and nothing that is left: by AWS's calls. */
public final class QueueLife {
    private static final ObjectMapper JSON = new ObjectMapper();

    private QueueLife() {}

    /** How a call is made: what it answers is its body, of a success. */
    @FunctionalInterface
    public interface Calls {
        /** Calls an operation of SQS with a body of awsJson 1.0. */
        String call(String operation, String body) throws Exception;
    }

    /** Lives it by these calls. */
    public static void live(String name, Calls calls) throws Exception {
        String queue = "{\"QueueUrl\":"
                + read(calls, "CreateQueue", "{\"QueueName\":\"" + name + "\"}").path("QueueUrl");
        JsonNode sent = read(calls, "SendMessage", queue + ",\"MessageBody\":\"h\u00e9llo\"}");
        JsonNode message =
                read(calls, "ReceiveMessage", queue + "}").path("Messages").path(0);
        String receipt = ",\"ReceiptHandle\":" + message.path("ReceiptHandle") + "}";
        JsonNode deleted = read(calls, "DeleteMessage", queue + receipt);
        JsonNode left = read(calls, "GetQueueAttributes", queue + ",\"AttributeNames\":[\"All\"]}")
                .path("Attributes");

        assertThat(message.path("Body").asText()).isEqualTo("h\u00e9llo");
        assertThat(message.path("MessageId").asText())
                .isNotEmpty()
                .isEqualTo(sent.path("MessageId").asText());
        assertThat(deleted).isEmpty();
        assertThat(left.path("ApproximateNumberOfMessages").asText()).isEqualTo("0");
        assertThat(left.path("ApproximateNumberOfMessagesNotVisible").asText()).isEqualTo("0");
        read(calls, "DeleteQueue", queue + "}");
    }

    private static JsonNode read(Calls calls, String operation, String body) throws Exception {
        return JSON.readTree(calls.call(operation, body));
    }
}
