package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.node.edge.wire.codec.DocumentCodec;
import io.sluice.node.edge.wire.codec.FormText;
import io.sluice.node.edge.wire.codec.Unreadable;
import io.sluice.node.edge.wire.shape.Models;
import io.sluice.node.edge.wire.shape.ServiceModel;
import io.sluice.node.edge.wire.shape.ServiceModel.Operation;
import io.sluice.node.edge.wire.shape.Shape;
import io.sluice.node.edge.wire.shape.StructureShape;
import io.sluice.node.golden.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Every operation of SQS with every constraint violated, by both protocols: status, code and text stand in a golden
 * file, {@code sqs-violations.txt}, which is read against AWS's contract whenever it changes.
 */
final class ViolationsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DocumentCodec CODEC = DocumentCodec.json();
    private static final ServiceModel SQS = Models.sqs();
    private static final WireFace FACE = new WireFace();
    private static final Pattern ERROR = Pattern.compile("<Code>(.*)</Code><Message>(.*)</Message>", Pattern.DOTALL);
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
    private final List<String> lines = new ArrayList<>();
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

        Golden.check(Golden.resources().resolve("wire/sqs-violations.txt"), String.join("\n", lines) + "\n");
    }

    /** Applies a change to a structure within a request that is in order. */
    private interface Place {
        ObjectNode with(Consumer<ObjectNode> change);
    }

    private void violations(String operation, StructureShape shape, ObjectNode there, String path, Place place)
            throws Exception {
        for (Shape.Member member : shape.members()) {
            String name = member.name();
            String at = path + name;
            if (member.required()) {
                tell(operation, "without " + at, place.with(one -> one.remove(name)));
            }
            otherKind(operation, at, name, member.shape(), place);
            if (member.shape() instanceof Shape.Whole) {
                numbers(operation, at, name, place);
            }
            JsonNode length = limits.path("lengths").path(name);
            if (length.isArray()) {
                String text = "x".repeat(length.path(1).asInt() + 1);
                tell(operation, at + " too long", place.with(one -> one.put(name, text)));
            }
            if (member.shape() instanceof Shape.Sequence list && !(list.element() instanceof StructureShape)) {
                tell(
                        operation,
                        at + " with ''",
                        place.with(one -> one.putArray(name).add("")));
                tell(
                        operation,
                        at + " with 'Unheard'",
                        place.with(one -> one.putArray(name).add("Unheard")));
            }
            if (member.shape() instanceof Shape.Table map && map.value() instanceof Shape.Text) {
                tell(
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
            tell(operation, at + " = 'soon'", place.with(one -> one.put(name, "soon")));
        } else if (shape instanceof Shape.Text) {
            tell(operation, at + " = 5", place.with(one -> one.put(name, 5)));
        } else {
            tell(operation, at + " = 'text'", place.with(one -> one.put(name, "text")));
        }
    }

    private void numbers(String operation, String at, String name, Place place) throws Exception {
        JsonNode own = limits.path("numbers").path(operation + "." + name);
        JsonNode range = own.isMissingNode() ? limits.path("numbers").path(name) : own;
        for (long value : new long[] {range.path(0).asLong() - 1, range.path(1).asLong() + 1, 3_000_000_000L}) {
            tell(operation, at + " = " + value, place.with(one -> one.put(name, value)));
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
                tell(
                        operation,
                        other.getKey() + " = '" + other.getValue() + "'",
                        sample.deepCopy().put(other.getKey(), other.getValue()));
            }
        }
    }

    private void tell(String operation, String what, ObjectNode request) throws Exception {
        HttpResponse<String> json = FACE.json(operation, request.toString());
        lines.add(operation + ": " + what);
        lines.add("  json  " + json.statusCode() + " " + said(json));
        String form = form(operation, request);
        if (!form.isEmpty()) {
            HttpResponse<String> query = FACE.form("/", "Action=" + operation + "&Version=2012-11-05&" + form);
            lines.add("  query " + query.statusCode() + " " + error(query.body()));
        }
    }

    /** Empty where a form cannot say the same. */
    private static String form(String operation, ObjectNode request) {
        StructureShape shape =
                Objects.requireNonNull(SQS.operations().get(operation)).input();
        try {
            return "&" + FormText.of(CODEC.read(shape, request.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (Unreadable otherKind) {
            return "";
        }
    }

    private String said(HttpResponse<String> response) throws IOException {
        JsonNode body = JSON.readTree(response.body());
        JsonNode failed = body.path("Failed").path(0);
        if (failed.isObject()) {
            return "entry " + failed.path("Code").asText() + ": "
                    + masked(failed.path("Message").asText());
        }
        if (response.statusCode() == 200) {
            return "done";
        }
        String text = body.has("Message")
                ? body.path("Message").asText()
                : body.path("message").asText();
        return body.path("__type").asText() + " "
                + response.headers().firstValue("x-amzn-query-error").orElse("") + ": " + masked(text);
    }

    private String error(String xml) {
        Matcher error = ERROR.matcher(xml);
        return error.find() ? error.group(1) + ": " + masked(error.group(2)) : "done";
    }

    private String masked(String text) {
        return text.replace(receipt, "$").replaceAll("x{80,}", "x...");
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
