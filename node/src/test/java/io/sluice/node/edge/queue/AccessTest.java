package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.DeleteQueueRequest;
import io.sluice.api.v1.ListQueuesRequest;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.access.Identity;
import io.sluice.node.edge.access.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AccessTest {
    private static final String ORDERS = "arn:aws:sqs:us-east-1:111111111111:orders";

    private static Face face(List<String> actions, List<String> resources) {
        Identity shop = new Identity("111111111111", "shop", "KEY", new Scope(actions, resources), false);
        return new Face(new Caller(shop, Optional.empty(), false));
    }

    private static String denied(String action, String arn) {
        return "User: arn:aws:iam::111111111111:user/shop is not authorized to perform: sqs:" + action
                + " on resource: " + arn;
    }

    @Test
    void aQueueBelongsToTheAccountOfWhoMakesIt() {
        try (Face face = face(List.of("*"), List.of("*"))) {
            assertThat(face.create("orders")).isEqualTo("http://127.0.0.1:4566/111111111111/orders");
        }
    }

    @Test
    void whatTheScopeDoesNotAllowIsDeniedWhetherTheQueueIsThereOrNot() {
        try (Face face = face(List.of("sqs:CreateQueue", "sqs:SendMessage"), List.of("*"))) {
            face.create("orders");

            face.queues.sendMessage(SendMessageRequest.newBuilder()
                    .setQueueUrl("orders")
                    .setMessageBody("one")
                    .build());
            for (String name : List.of("orders", "nowhere")) {
                ReceiveMessageRequest receive =
                        ReceiveMessageRequest.newBuilder().setQueueUrl(name).build();
                assertFails(
                        () -> face.queues.receiveMessage(receive),
                        Status.Code.PERMISSION_DENIED,
                        "AccessDeniedException",
                        denied("receivemessage", ORDERS.replace("orders", name)));
            }
        }
    }

    @Test
    void aScopeOfSomeQueuesIsOneOfNoOthers() {
        try (Face face = face(List.of("sqs:*"), List.of("arn:aws:sqs:*:*:orders*"))) {
            face.create("orders-2");

            assertFails(
                    () -> face.create("jobs"),
                    Status.Code.PERMISSION_DENIED,
                    "AccessDeniedException",
                    denied("createqueue", ORDERS.replace("orders", "jobs")));
            assertFails(
                    () -> face.queues.listQueues(ListQueuesRequest.getDefaultInstance()),
                    Status.Code.PERMISSION_DENIED,
                    "AccessDeniedException",
                    denied("listqueues", ORDERS.replace("orders", "*")));
        }
    }

    @Test
    void queuesOfAnotherAccountAreDenied() {
        try (Face face = face(List.of("*"), List.of("*"))) {
            DeleteQueueRequest delete = DeleteQueueRequest.newBuilder()
                    .setQueueUrl("http://here/222222222222/orders")
                    .build();

            assertFails(
                    () -> face.queues.deleteQueue(delete),
                    Status.Code.PERMISSION_DENIED,
                    "AccessDeniedException",
                    denied("deletequeue", ORDERS.replace("111111111111", "222222222222")));
        }
    }

    @Test
    void deadLettersGoOnlyWhereTheirSenderMaySend() {
        try (Face face = face(List.of("sqs:CreateQueue"), List.of("*"))) {
            face.create("dead");
            String policy =
                    "{\"deadLetterTargetArn\":\"" + ORDERS.replace("orders", "dead") + "\",\"maxReceiveCount\":3}";

            assertFails(
                    () -> face.create("orders", Map.of("RedrivePolicy", policy)),
                    Status.Code.PERMISSION_DENIED,
                    "AccessDeniedException",
                    denied("sendmessage", ORDERS.replace("orders", "dead")));
        }
    }
}
