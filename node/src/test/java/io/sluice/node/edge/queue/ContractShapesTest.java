package io.sluice.node.edge.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.sluice.api.v1.QueueProto;
import io.sluice.node.edge.call.ErrorShape;
import io.sluice.node.edge.queue.ContractModel.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code QueueService} has every operation, member and error of SQS's service model, and no more than it says. */
final class ContractShapesTest {
    /** Operations of ours. */
    private static final Set<String> OWN_OPERATIONS = Set.of(
            "CancelSchedule",
            "BrowseMessages",
            "Consume",
            "SearchMessages",
            "GetSchedule",
            "ListSchedules",
            "RescheduleMessage",
            "ScheduleMessage",
            "TraceMessage",
            "SetGroupPolicy",
            "ListMessageGroups",
            "SkipMessageGroupHead",
            "ParkMessageGroup",
            "ResumeMessageGroup",
            "ReleaseMessageGroup",
            "SetDelivery",
            "GetDelivery",
            "ListDeadLetterGroups",
            "RedriveDeadLetters",
            "UndoRedrive");

    /** Members of ours, in what any operation takes. */
    private static final Set<String> OWN_MEMBERS = Set.of(
            "request_id",
            "idempotency_key",
            "idempotency_window_seconds",
            "time_to_live_seconds",
            "consumer_name",
            "reason",
            "priority");

    /** The same, in what any operation gives. */
    private static final Set<String> OWN_ANSWERS =
            Set.of("withheld", "replayed", "dead_letter", "redrive_handle", "scanned", "target_queues", "left_behind");

    /**
     * Errors of the model that this API never tells. Keys of KMS are not managed here: their names are stored and
     * given back (contract, SQS 1.2). And AWS itself tells the first two no more: an invalid handle is told as
     * ReceiptHandleIsInvalid, and a call that is not signed, or wrongly, by errors that all its services have, which
     * the AWS wire tells before any operation is chosen (ADR 0075).
     */
    private static final Set<String> ABSENT_ERRORS = Set.of(
            "InvalidIdFormat",
            "InvalidSecurity",
            "KmsAccessDenied",
            "KmsDisabled",
            "KmsInvalidKeyUsage",
            "KmsInvalidState",
            "KmsNotFound",
            "KmsOptInRequired",
            "KmsThrottled");

    private final ContractModel model = ContractModel.read();
    private final ServiceDescriptor service = QueueProto.getDescriptor().findServiceByName("QueueService");
    private final List<String> lacks = new ArrayList<>();

    @Test
    void hasEveryOperation() {
        Set<String> expected = new TreeSet<>(model.operations());
        expected.addAll(OWN_OPERATIONS);

        assertThat(service.getMethods())
                .extracting(MethodDescriptor::getName)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void hasEveryMember() {
        for (String operation : model.operations()) {
            MethodDescriptor method = service.findMethodByName(operation);
            if (method != null) {
                structure(operation, model.input(operation), method.getInputType(), true);
                structure(operation, model.output(operation), method.getOutputType(), false);
            }
        }

        assertThat(lacks).isEmpty();
    }

    private void structure(String path, Shape shape, Descriptor message, boolean input) {
        Set<String> known = new HashSet<>(input ? OWN_MEMBERS : OWN_ANSWERS);
        for (Map.Entry<String, Shape> member : shape.members().entrySet()) {
            String name = ContractModel.field(member.getKey());
            known.add(name);
            FieldDescriptor field = message.findFieldByName(name);
            String at = path + "." + member.getKey();
            if (field == null) {
                lacks.add(at + " is not there");
            } else {
                member(at, member.getValue(), field, input, !shape.required().contains(member.getKey()));
            }
        }
        message.getFields().stream()
                .filter(field -> !known.contains(field.getName()))
                .forEach(field -> lacks.add(path + " has a member of its own: " + field.getName()));
    }

    private void member(String path, Shape shape, FieldDescriptor field, boolean input, boolean absentable) {
        switch (shape.type()) {
            case "list" -> {
                expect(path, field.isRepeated() && !field.isMapField(), "a list");
                one(path, shape.part("member"), field, input);
            }
            case "map" -> {
                expect(path, field.isMapField(), "a map");
                if (field.isMapField()) {
                    one(path, shape.part("key"), field.getMessageType().findFieldByName("key"), input);
                    one(path, shape.part("value"), field.getMessageType().findFieldByName("value"), input);
                }
            }
            default -> {
                expect(path, !field.isRepeated(), "a single value");
                one(path, shape, field, input);
                boolean number = shape.type().equals("integer") || shape.type().equals("long");
                expect(path, !input || !number || !absentable || field.hasPresence(), "told from 0 when it is absent");
            }
        }
    }

    private void one(String path, Shape shape, FieldDescriptor field, boolean input) {
        FieldDescriptor.Type expected = switch (shape.type()) {
            case "string" -> FieldDescriptor.Type.STRING;
            case "integer" -> FieldDescriptor.Type.INT32;
            case "long" -> FieldDescriptor.Type.INT64;
            case "boolean" -> FieldDescriptor.Type.BOOL;
            case "blob" -> FieldDescriptor.Type.BYTES;
            case "structure" -> FieldDescriptor.Type.MESSAGE;
            default -> throw new IllegalArgumentException("unheard of: " + shape.type());
        };
        expect(path, field.getType() == expected, "of type " + shape.type());
        if (expected == FieldDescriptor.Type.MESSAGE && field.getType() == expected) {
            structure(
                    path,
                    shape,
                    field.getMessageType(),
                    input && !field.getMessageType().getName().equals("Message"));
        }
    }

    private void expect(String path, boolean condition, String what) {
        if (!condition) {
            lacks.add(path + " is not " + what);
        }
    }

    @Test
    void hasEveryError() {
        Set<String> told = new TreeSet<>();
        Arrays.stream(ErrorShape.values()).map(ErrorShape::shapeName).forEach(told::add);
        Set<String> expected = new TreeSet<>(model.errors());
        assertThat(expected).containsAll(ABSENT_ERRORS);
        expected.removeAll(ABSENT_ERRORS);

        assertThat(told).containsAll(expected).doesNotContainAnyElementsOf(ABSENT_ERRORS);
    }

    /** {@code -Dcontract.model=FILE} holds the derived form to a published model; golden.rewrite makes it anew. */
    @Test
    void isDerivedFromThePublishedModel() throws IOException {
        String published = System.getProperty("contract.model", "");
        assumeTrue(!published.isEmpty(), "no published model is named");
        Path derived =
                Path.of(System.getProperty("sluice.root", "..")).resolve("node/src/test/resources/contract/sqs.json");
        String text = ContractModel.derive(Path.of(published));

        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(derived, text);
        }

        assertThat(text).isEqualTo(Files.readString(derived));
    }

    @Test
    void noticesWhatIsMissingOrTooMuch() {
        structure(
                "it",
                model.input("SendMessage"),
                service.findMethodByName("PurgeQueue").getInputType(),
                true);
        structure(
                "it",
                model.input("PurgeQueue"),
                service.findMethodByName("DeleteMessage").getInputType(),
                true);

        assertThat(lacks)
                .contains("it.MessageBody is not there", "it has a member of its own: receipt_handle")
                .doesNotContain("it.QueueUrl is not there");
        assertThatThrownBy(() -> model.shape("Unheard")).isInstanceOf(IllegalArgumentException.class);
    }
}
