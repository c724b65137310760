package io.sluice.node.edge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.sluice.api.v1.QueueProto;
import io.sluice.node.edge.queue.ContractCall.Ended;
import io.sluice.node.edge.queue.ContractModel.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Goes through every operation of SQS's service model that is there and holds its answers to what the model
 * says must be given, and to the limits of {@code sqs-limits.json}, which the model leaves to prose.
 */
final class ContractProbesTest {
    /** Members with a limit that only a queue of another type has. */
    private static final Set<String> UNLIMITED = Set.of("MaxNumberOfMessagesPerSecond");

    private final ContractModel model = ContractModel.read();
    private final JsonNode limits = ContractModel.resource("/contract/sqs-limits.json");
    private final List<String> wrong = new ArrayList<>();

    private List<String> operations() {
        return model.operations().stream()
                .filter(one -> QueueProto.getDescriptor()
                                .findServiceByName("QueueService")
                                .findMethodByName(one)
                        != null)
                .toList();
    }

    private void must(boolean condition, String what, Ended ended) {
        if (!condition) {
            wrong.add(what + ": " + ended);
        }
    }

    private static FieldDescriptor field(Message message, String member) {
        return message.getDescriptorForType().findFieldByName(ContractModel.field(member));
    }

    /** Does something to the first element of a list, or to the message itself where the path is empty. */
    private static Message within(Message message, String list, UnaryOperator<Message> change) {
        if (list.isEmpty()) {
            return change.apply(message);
        }
        FieldDescriptor field = field(message, list);
        Message element = change.apply((Message) message.getRepeatedField(field, 0));
        return message.toBuilder().setRepeatedField(field, 0, element).build();
    }

    private static Message with(Message message, String member, Object value) {
        return message.toBuilder().setField(field(message, member), value).build();
    }

    /** Something is tried on each structure that an operation takes: its input, and the entries of a batch. */
    private interface Probe {
        void on(String operation, String list, Shape shape);
    }

    private void eachInput(Probe probe) {
        for (String operation : operations()) {
            Shape input = model.input(operation);
            probe.on(operation, "", input);
            input.members().forEach((name, shape) -> {
                if (shape.type().equals("list") && shape.part("member").type().equals("structure")) {
                    probe.on(operation, name, shape.part("member"));
                }
            });
        }
    }

    @Test
    void theModelStatesNoBoundsThatAreNotTried() {
        model.operations()
                .forEach(operation -> model.input(operation)
                        .members()
                        .forEach((name, shape) -> assertThat(shape.bounded())
                                .as(operation + "." + name)
                                .isFalse()));
    }

    @Test
    void takesWhatIsInOrderAndGivesWhatMustBeGiven() {
        for (String operation : operations()) {
            Ended ended = ContractCall.of(operation, UnaryOperator.identity());
            must(ended.well(), operation, ended);
            ended.answer().ifPresent(answer -> given(operation, model.output(operation), answer));
        }

        assertThat(wrong).isEmpty();
    }

    private void given(String path, Shape shape, Message message) {
        shape.members().forEach((name, member) -> {
            FieldDescriptor field = field(message, name);
            String at = path + "." + name;
            if (member.type().equals("list") && member.part("member").type().equals("structure")) {
                for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                    given(at, member.part("member"), (Message) message.getRepeatedField(field, i));
                }
            } else if (shape.required().contains(name) && member.type().equals("string")) {
                if (message.getField(field).toString().isEmpty()) {
                    wrong.add(at + " is empty");
                }
            }
        });
    }

    @Test
    void refusesWhatMustBeGivenAndIsNot() {
        eachInput((operation, list, shape) -> {
            for (String member : shape.required()) {
                Ended ended = ContractCall.of(
                        operation,
                        request -> within(
                                request,
                                list,
                                one -> one.toBuilder()
                                        .clearField(field(one, member))
                                        .build()));
                must(ended.refused(), operation + " without " + list + "." + member, ended);
                ended.answer().ifPresent(answer -> given(operation, model.output(operation), answer));
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void takesTheNamesOfTheModelAndNoOthers() {
        for (String operation : operations()) {
            for (Map.Entry<String, Shape> member :
                    model.input(operation).members().entrySet()) {
                Shape shape = member.getValue();
                if (shape.type().equals("list")) {
                    names(operation, member.getKey(), shape.part("member").values());
                } else if (shape.type().equals("map")
                        && !shape.part("key").values().isEmpty()) {
                    Ended ended = ContractCall.of(operation, request -> {
                        FieldDescriptor map = field(request, member.getKey());
                        Message.Builder builder = request.toBuilder();
                        Message entry = builder.newBuilderForField(map)
                                .setField(map.getMessageType().findFieldByName("key"), "Unheard")
                                .build();
                        return builder.addRepeatedField(map, entry).build();
                    });
                    must(ended.refused(), operation + " with Unheard in " + member.getKey(), ended);
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    private void names(String operation, String member, List<String> names) {
        for (String name : names) {
            Ended ended = ContractCall.of(operation, request -> with(request, member, List.of(name)));
            must(ended.well(), operation + " with " + member + " " + name, ended);
        }
        if (!names.isEmpty()) {
            Ended ended = ContractCall.of(operation, request -> with(request, member, List.of("Unheard")));
            must(ended.refused(), operation + " with " + member + " Unheard", ended);
        }
    }

    @Test
    void takesNumbersOfTheRangeOnly() {
        eachInput((operation, list, shape) -> shape.members().forEach((name, member) -> {
            if (!member.type().equals("integer") || UNLIMITED.contains(name)) {
                return;
            }
            JsonNode numbers = limits.path("numbers");
            JsonNode own = numbers.path(operation + "." + name);
            JsonNode range = own.isMissingNode() ? numbers.path(name) : own;
            assertThat(range.isArray())
                    .as("the limits of %s.%s are known", operation, name)
                    .isTrue();
            int least = range.path(0).asInt();
            int most = range.path(1).asInt();
            for (int value : new int[] {least, most, least - 1, most + 1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                // The longest hiding of a message that is in flight already counts from its receive.
                if (value != most || !name.equals("VisibilityTimeout") || operation.equals("ReceiveMessage")) {
                    Ended ended =
                            ContractCall.of(operation, request -> within(request, list, one -> with(one, name, value)));
                    boolean legal = least <= value && value <= most;
                    must(legal ? ended.well() : ended.refused(), operation + " with " + name + " " + value, ended);
                }
            }
        }));

        assertThat(wrong).isEmpty();
    }

    @Test
    void takesTextsOfTheLengthOnly() {
        Set<String> ofQueuesThatAreThere = Set.of("GetQueueUrl", "RemovePermission");
        eachInput((operation, list, shape) -> shape.members().forEach((name, member) -> {
            JsonNode range = limits.path("lengths").path(name);
            if (!member.type().equals("string") || range.isMissingNode()) {
                return;
            }
            String longest = "x".repeat(range.path(1).asInt());
            for (String value : List.of(longest, longest + "x", longest.substring(1) + " ")) {
                Ended ended =
                        ContractCall.of(operation, request -> within(request, list, one -> with(one, name, value)));
                boolean legal = value.equals(longest) && !ofQueuesThatAreThere.contains(operation);
                must(legal ? ended.well() : ended.refused(), operation + " with a " + name + " " + value, ended);
            }
        }));

        assertThat(wrong).isEmpty();
    }

    @Test
    void takesAttributesOfTheRangeOnly() {
        limits.path("attributes").properties().forEach(attribute -> {
            long least = attribute.getValue().path(0).asLong();
            long most = attribute.getValue().path(1).asLong();
            for (String operation : List.of("CreateQueue", "SetQueueAttributes")) {
                for (long value : new long[] {least, most, least - 1, most + 1}) {
                    Ended ended = ContractCall.of(
                            operation, request -> attribute(request, attribute.getKey(), Long.toString(value)));
                    boolean legal = least <= value && value <= most;
                    must(legal ? ended.well() : ended.refused(), operation + " " + attribute.getKey() + value, ended);
                }
            }
        });

        assertThat(wrong).isEmpty();
    }

    private static Message attribute(Message request, String name, String value) {
        FieldDescriptor map = field(request, "Attributes");
        Message.Builder builder = request.toBuilder().clearField(map);
        Message entry = builder.newBuilderForField(map)
                .setField(map.getMessageType().findFieldByName("key"), name)
                .setField(map.getMessageType().findFieldByName("value"), value)
                .build();
        return builder.addRepeatedField(map, entry).build();
    }
}
