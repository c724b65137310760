package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.node.edge.wire.shape.Models;
import io.sluice.node.edge.wire.shape.ServiceModel;
import io.sluice.node.edge.wire.shape.ServiceModel.Operation;
import io.sluice.node.edge.wire.shape.Shape;
import io.sluice.node.edge.wire.shape.StructureShape;
import io.sluice.node.golden.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Every operation of SQS with every constraint violated, by both protocols: status, code and text stand in a golden
 * file, {@code sqs-violations.txt}, which is read against AWS's contract whenever it changes.
 */
final class ViolationsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ServiceModel SQS = Models.sqs();
    private static final WireFace FACE = new WireFace();
    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:";

    /** A request in order for each operation; $ is a receipt and @ the handle of a move. */
    private static final Map<String, String> SAMPLES = Map.ofEntries(
            Map.entry(
                    "AddPermission",
                    "{'QueueUrl':'jobs','Label':'l','AWSAccountIds':['111111111111'],'Actions':['SendMessage']}"),
            Map.entry("CancelMessageMoveTask", "{'TaskHandle':'@'}"),
            Map.entry("ChangeMessageVisibility", "{'QueueUrl':'jobs','ReceiptHandle':'$','VisibilityTimeout':5}"),
            Map.entry(
                    "ChangeMessageVisibilityBatch",
                    "{'QueueUrl':'jobs','Entries':[{'Id':'e','ReceiptHandle':'$','VisibilityTimeout':5}]}"),
            Map.entry("CreateQueue", "{'QueueName':'other','Attributes':{},'tags':{'k':'v'}}"),
            Map.entry("DeleteMessage", "{'QueueUrl':'jobs','ReceiptHandle':'$'}"),
            Map.entry("DeleteMessageBatch", "{'QueueUrl':'jobs','Entries':[{'Id':'e','ReceiptHandle':'$'}]}"),
            Map.entry("DeleteQueue", "{'QueueUrl':'jobs'}"),
            Map.entry("GetQueueAttributes", "{'QueueUrl':'jobs','AttributeNames':['All']}"),
            Map.entry("GetQueueUrl", "{'QueueName':'jobs'}"),
            Map.entry("ListDeadLetterSourceQueues", "{'QueueUrl':'jobs'}"),
            Map.entry("ListMessageMoveTasks", "{'SourceArn':'" + ARN + "dead'}"),
            Map.entry("ListQueueTags", "{'QueueUrl':'jobs'}"),
            Map.entry("ListQueues", "{}"),
            Map.entry("PurgeQueue", "{'QueueUrl':'jobs'}"),
            Map.entry("ReceiveMessage", "{'QueueUrl':'jobs'}"),
            Map.entry("RemovePermission", "{'QueueUrl':'jobs','Label':'there'}"),
            Map.entry(
                    "SendMessage",
                    "{'QueueUrl':'jobs','MessageBody':'b','MessageAttributes':{'a':{'DataType':'String',"
                            + "'StringValue':'v'}}}"),
            Map.entry("SendMessageBatch", "{'QueueUrl':'jobs','Entries':[{'Id':'e','MessageBody':'b'}]}"),
            Map.entry("SetQueueAttributes", "{'QueueUrl':'jobs','Attributes':{'VisibilityTimeout':'30'}}"),
            Map.entry("StartMessageMoveTask", "{'SourceArn':'" + ARN + "dead'}"),
            Map.entry("TagQueue", "{'QueueUrl':'jobs','Tags':{'k':'v'}}"),
            Map.entry("UntagQueue", "{'QueueUrl':'jobs','TagKeys':['k']}"));

    private final JsonNode limits = limits();
    private final ViolationBook book = new ViolationBook(FACE);
    private String receipt = "";

    @AfterAll
    static void close() {
        FACE.close();
    }

    @Test
    void everyConstraintOfEveryOperationIsToldAsWeHaveRead() throws Exception {
        prepare();
        for (Operation operation : SQS.operations().values()) {
            ObjectNode sample = sample(operation.name());
            violations(operation.name(), operation.input(), sample, "", change -> {
                ObjectNode request = sample.deepCopy();
                change.accept(request);
                return request;
            });
            for (Shape.Member member : operation.input().members()) {
                if (member.shape() instanceof Shape.Sequence list && list.element() instanceof StructureShape entry) {
                    violations(
                            operation.name(),
                            entry,
                            (ObjectNode) sample.path(member.name()).path(0),
                            member.name() + ".1.",
                            change -> {
                                ObjectNode request = sample.deepCopy();
                                change.accept(
                                        (ObjectNode) request.path(member.name()).path(0));
                                return request;
                            });
                }
            }
            elsewhere(operation.name(), sample);
        }

        Golden.check(Golden.resources().resolve("wire/sqs-violations.txt"), book.text(receipt));
    }

    /** Applies a change to a structure within a request that is in order. */
    interface Place {
        ObjectNode with(Consumer<ObjectNode> change);
    }

    private void violations(String operation, StructureShape shape, ObjectNode there, String path, Place place)
            throws Exception {
        for (Shape.Member member : shape.members()) {
            String name = member.name();
            String at = path + name;
            if (member.required()) {
                book.tell(operation, "without " + at, place.with(one -> one.remove(name)));
            }
            otherKind(operation, at, name, member.shape(), place);
            if (member.shape() instanceof Shape.Whole) {
                numbers(operation, at, name, place);
            }
            if (member.shape() instanceof Shape.Text) {
                book.tell(operation, at + " = ''", place.with(one -> one.put(name, "")));
            }
            JsonNode length = limits.path("lengths").path(name);
            if (length.isArray()) {
                String text = "x".repeat(length.path(1).asInt() + 1);
                book.tell(operation, at + " too long", place.with(one -> one.put(name, text)));
            }
            if (member.shape() instanceof Shape.Sequence list && !(list.element() instanceof StructureShape)) {
                book.tell(
                        operation,
                        at + " with ''",
                        place.with(one -> one.putArray(name).add("")));
                book.tell(
                        operation,
                        at + " with 'Unheard'",
                        place.with(one -> one.putArray(name).add("Unheard")));
            }
            if (name.equals("Attributes")) {
                attributes(operation, at, name, place);
            }
            if (member.shape() instanceof Shape.Table map && map.value() instanceof Shape.Text) {
                book.tell(
                        operation,
                        at + " with Unheard",
                        place.with(one -> one.putObject(name).put("Unheard", "v")));
            }
        }
        assertThat(there.isObject())
                .as(operation + " " + path + " has a sample")
                .isTrue();
    }

    /** A value of another kind; forms have only texts, so there it is a number that is none. */
    private void otherKind(String operation, String at, String name, Shape shape, Place place) throws Exception {
        if (shape instanceof Shape.Whole) {
            book.tellNumber(operation, at, name, "soon", place);
        } else if (shape instanceof Shape.Text) {
            book.tell(operation, at + " = 5", place.with(one -> one.put(name, 5)));
        } else {
            book.tell(operation, at + " = 'text'", place.with(one -> one.put(name, "text")));
        }
    }

    private void numbers(String operation, String at, String name, Place place) throws Exception {
        JsonNode own = limits.path("numbers").path(operation + "." + name);
        JsonNode range = own.isMissingNode() ? limits.path("numbers").path(name) : own;
        for (long value : new long[] {range.path(0).asLong() - 1, range.path(1).asLong() + 1, 3_000_000_000L}) {
            book.tellNumber(operation, at, name, Long.toString(value), place);
        }
    }

    /** Each attribute that has a range, outside of it on both sides, and no number. */
    private void attributes(String operation, String at, String name, Place place) throws Exception {
        for (Map.Entry<String, JsonNode> attribute : limits.path("attributes").properties()) {
            long least = attribute.getValue().path(0).asLong();
            long most = attribute.getValue().path(1).asLong();
            for (String value : List.of(Long.toString(least - 1), Long.toString(most + 1), "soon", "")) {
                book.tell(
                        operation,
                        at + " with " + attribute.getKey() + " = '" + value + "'",
                        place.with(one -> one.putObject(name).put(attribute.getKey(), value)));
            }
        }
    }

    /** What a request names that is not there. */
    private void elsewhere(String operation, ObjectNode sample) throws Exception {
        for (Map.Entry<String, String> other : List.of(
                Map.entry("QueueUrl", "http://any.example/000000000000/nowhere"),
                Map.entry("QueueName", "nowhere"),
                Map.entry("ReceiptHandle", "garbage"),
                Map.entry("TaskHandle", "garbage"),
                Map.entry("SourceArn", ARN + "nowhere"))) {
            if (sample.has(other.getKey()) && !operation.equals("CreateQueue")) {
                book.tell(
                        operation,
                        other.getKey() + " = '" + other.getValue() + "'",
                        sample.deepCopy().put(other.getKey(), other.getValue()));
            }
        }
    }

    private void prepare() throws Exception {
        FACE.json("CreateQueue", "{\"QueueName\":\"jobs\"}");
        FACE.json("CreateQueue", "{\"QueueName\":\"dead\"}");
        FACE.json("SendMessage", "{\"QueueUrl\":\"jobs\",\"MessageBody\":\"b\"}");
        HttpResponse<String> received =
                FACE.json("ReceiveMessage", "{\"QueueUrl\":\"jobs\",\"VisibilityTimeout\":43200}");
        receipt = JSON.readTree(received.body())
                .path("Messages")
                .path(0)
                .path("ReceiptHandle")
                .asText();
        assertThat(receipt).isNotEmpty();
    }

    private ObjectNode sample(String operation) throws IOException {
        String text = Objects.requireNonNull(SAMPLES.get(operation), operation);
        return (ObjectNode) JSON.readTree(text.replace('\'', '"').replace("$", receipt));
    }

    private static JsonNode limits() {
        try (var in = ViolationsTest.class.getResourceAsStream("/contract/sqs-limits.json")) {
            return JSON.readTree(Objects.requireNonNull(in));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
