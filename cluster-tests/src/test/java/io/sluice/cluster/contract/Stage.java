package io.sluice.cluster.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.api.v1.CreateQueueRequest;
import io.sluice.api.v1.DeleteQueueRequest;
import io.sluice.api.v1.PurgeQueueRequest;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.StartMessageMoveTaskRequest;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.Requests;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What provocations meet: queues called {@code refused-…}, in every state that some error needs. No provocation changes
 * anything here, so that each can be made by every protocol. What only the cluster knows is a word, and stands in
 * requests and texts between {@code <} and {@code >}.
 */
final class Stage {
    /** Before the name of any queue here. */
    static final String ARN = "arn:aws:sqs:us-east-1:000000000000:";

    /** The handle of a move that never was. */
    static final String STRANGE_TASK =
            base64("{\"taskId\":\"1f4d3c52-6b1b-4c8e-9a55-0d3a1f3b7e11\",\"sourceArn\":\"" + ARN + "refused-dead\"}");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HIDDEN_SECONDS = 600;
    /** At one a second more than the tests take. */
    private static final int MOVING_BATCHES = 10;

    private static final int STATEMENTS_MAX = 20;
    private static final int TAGS_MAX = 50;

    private final Cluster cluster;
    private final Endpoint any;
    private final Map<String, String> words = new TreeMap<>();

    private Stage(Cluster cluster) {
        this.cluster = cluster;
        this.any = cluster.endpoints().get(0);
    }

    /** Sets it, which takes a second or two. */
    static Stage set(Cluster cluster) {
        Stage stage = new Stage(cluster);
        stage.messages();
        stage.fifoMessages();
        stage.endedQueues();
        stage.deadLetters();
        stage.fullQueues();
        stage.longTexts();
        return stage;
    }

    /** The request of a provocation. */
    JsonNode request(Provocation provocation) {
        String request = provocation.request().replace('\'', '"');
        for (Map.Entry<String, String> word : words.entrySet()) {
            String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(word.getValue()));
            request = request.replace("<" + word.getKey() + ">", quoted);
        }
        return read(request);
    }

    /** A request in which no word stands. */
    static JsonNode parsed(String request) {
        return read(request.replace('\'', '"'));
    }

    private static JsonNode read(String request) {
        try {
            return JSON.readTree(request);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + request, e);
        }
    }

    /** The text that it must be answered with. */
    String text(Provocation provocation) {
        String text = provocation.text();
        for (Map.Entry<String, String> word : words.entrySet()) {
            text = text.replace("<" + word.getKey() + ">", word.getValue());
        }
        return text;
    }

    private void messages() {
        String jobs = cluster.createQueue("refused-jobs", Map.of());
        Requests.send(any, jobs, "deleted");
        String deleted = receipt(jobs, HIDDEN_SECONDS);
        Requests.delete(any, jobs, deleted);
        words.put("deleted", deleted);
        Requests.send(any, jobs, "in flight");
        words.put("receipt", receipt(jobs, HIDDEN_SECONDS));

        String others = cluster.createQueue("refused-others", Map.of());
        Requests.send(any, others, "of another queue");
        words.put("foreign", receipt(others, HIDDEN_SECONDS));
        cluster.createQueue("refused-small", Map.of("MaximumMessageSize", "1024"));
    }

    /** A message that is visible again as soon as it was received: its receipt is the newest, and leases nothing. */
    private void fifoMessages() {
        String jobs = cluster.createQueue("refused-jobs.fifo", Map.of("FifoQueue", "true"));
        any.queues()
                .sendMessage(SendMessageRequest.newBuilder()
                        .setQueueUrl(jobs)
                        .setMessageBody("visible")
                        .setMessageGroupId("g")
                        .setMessageDeduplicationId("d")
                        .build());
        words.put("expired", receipt(jobs, 0));
    }

    private String receipt(String url, int visibilitySeconds) {
        return any.queues()
                .receiveMessage(Requests.receive(url, 2)
                        .setVisibilityTimeout(visibilitySeconds)
                        .build())
                .getMessages(0)
                .getReceiptHandle();
    }

    private void endedQueues() {
        String purged = cluster.createQueue("refused-purged", Map.of());
        any.queues()
                .purgeQueue(PurgeQueueRequest.newBuilder().setQueueUrl(purged).build());
        String deleted = cluster.createQueue("refused-deleted", Map.of());
        any.queues()
                .deleteQueue(
                        DeleteQueueRequest.newBuilder().setQueueUrl(deleted).build());
    }

    private void deadLetters() {
        cluster.createQueue("refused-dead", Map.of());
        cluster.createQueue("refused-source", Map.of("RedrivePolicy", redrivePolicy("refused-dead", 3)));
        cluster.createQueue("refused-shut", Map.of("RedriveAllowPolicy", "{\"redrivePermission\":\"denyAll\"}"));
        String moving = cluster.createQueue("refused-moving", Map.of());
        cluster.createQueue("refused-moving-source", Map.of("RedrivePolicy", redrivePolicy("refused-moving", 3)));
        for (int i = 0; i < MOVING_BATCHES; i++) {
            Requests.sendTen(any, moving, "dead");
        }
        any.queues()
                .startMessageMoveTask(StartMessageMoveTaskRequest.newBuilder()
                        .setSourceArn(ARN + "refused-moving")
                        .setDestinationArn(ARN + "refused-moving-source")
                        .setMaxNumberOfMessagesPerSecond(1)
                        .build());
        words.put("no-receives", redrivePolicy("refused-dead", 1001));
        words.put("to-nowhere", redrivePolicy("refused-nowhere", 3));
        words.put("to-fifo", redrivePolicy("refused-jobs.fifo", 3));
        words.put("to-shut", redrivePolicy("refused-shut", 3));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A RedrivePolicy with this queue as its target. */
    static String redrivePolicy(String target, int receives) {
        return "{\"deadLetterTargetArn\":\"" + ARN + target + "\",\"maxReceiveCount\":" + receives + "}";
    }

    private void fullQueues() {
        String full = cluster.createQueue("refused-full", Map.of("InFlightLimit", "1"));
        Requests.send(any, full, "in flight");
        Requests.send(any, full, "waiting");
        receipt(full, HIDDEN_SECONDS);
        cluster.createQueue("refused-labelled", Map.of("Policy", policy(STATEMENTS_MAX, 1)));
        CreateQueueRequest.Builder tagged = CreateQueueRequest.newBuilder().setQueueName("refused-tagged");
        IntStream.range(0, TAGS_MAX).forEach(i -> tagged.putTags("key" + i, "value"));
        any.queues().createQueue(tagged.build());
        words.put("many-statements", policy(STATEMENTS_MAX + 1, 1));
        words.put("many-actions", policy(1, 8));
        words.put("long-policy", policy(STATEMENTS_MAX, 1).replace("\"Sid\":\"", "\"Sid\":\"" + "s".repeat(400)));
    }

    private static String policy(int statements, int actions) {
        String allowed =
                IntStream.range(0, actions).mapToObj(i -> "\"SQS:SendMessage\"").collect(Collectors.joining(","));
        return IntStream.rangeClosed(1, statements)
                .mapToObj(i -> "{\"Sid\":\"l" + i + "\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[" + allowed
                        + "],\"Resource\":\"*\"}")
                .collect(Collectors.joining(",", "{\"Version\":\"2012-10-17\",\"Statement\":[", "]}"));
    }

    private void longTexts() {
        words.put("x129", "x".repeat(129));
        words.put("x1025", "x".repeat(1025));
        words.put("x600000", "x".repeat(600_000));
        words.put("x1048577", "x".repeat((1 << 20) + 1));
    }
}
