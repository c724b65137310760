package io.sluice.node.edge.wire.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ModelsTest {
    @Test
    void threeModelsHaveAllTheirOperations() {
        assertThat(Models.sqs().operations()).hasSize(23);
        assertThat(TestModels.sns().operations()).hasSize(42);
        assertThat(TestModels.kinesis().operations()).hasSize(45);
        assertThat(TestModels.kinesis().json()).isEqualTo(ServiceModel.Json.V1_1);
        assertThat(TestModels.sns().json()).isEqualTo(ServiceModel.Json.NONE);
    }

    @Test
    void membersKnowWhatTheQueryProtocolCallsThem() {
        StructureShape receive = operation("ReceiveMessage");
        StructureShape create = operation("CreateQueue");

        assertThat(named(receive, "MessageSystemAttributeNames").queryName()).isEqualTo("AttributeName");
        assertThat(named(receive, "MessageAttributeNames").queryName()).isEqualTo("MessageAttributeName");
        assertThat(named(create, "tags").queryName()).isEqualTo("Tag");
        assertThat(named(create, "Attributes").shape()).isInstanceOfSatisfying(Shape.Table.class, map -> {
            assertThat(map.flat()).isTrue();
            assertThat(map.keyName()).isEqualTo("Name");
        });
    }

    @Test
    void errorsHaveTheCodesOfTheQueryProtocolAndTheirStatuses() {
        ServiceModel sqs = Models.sqs();

        assertThat(sqs.errors())
                .containsEntry(
                        "QueueDoesNotExist",
                        new ServiceModel.Fault(
                                "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", 400, true))
                .containsEntry(
                        "ReceiptHandleIsInvalid",
                        new ServiceModel.Fault("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", 404, true));
        assertThat(TestModels.kinesis().errors())
                .containsEntry(
                        "InternalFailureException",
                        new ServiceModel.Fault("InternalFailureException", "InternalFailureException", 500, false));
    }

    private static StructureShape operation(String name) {
        return Objects.requireNonNull(Models.sqs().operations().get(name)).input();
    }

    private static Shape.Member named(StructureShape shape, String name) {
        return Objects.requireNonNull(shape.member(name), name);
    }
}
