package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.sluice.api.v1.DeleteQueueRequest;
import io.sluice.api.v1.ListQueuesRequest;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.node.command.Query;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.access.Identity;
import io.sluice.node.edge.access.Scope;
import io.sluice.node.model.TabletId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static Caller caller(String account, List<String> actions) {
        return new Caller(
                new Identity(account, "ann", "KEY", new Scope(actions, List.of("*")), false), Optional.empty(), false);
    }

    private static SendMessageRequest send(String queue) {
        return SendMessageRequest.newBuilder()
                .setQueueUrl(queue)
                .setMessageBody("one")
                .build();
    }

    @Test
    void aPolicyLetsAnotherAccountIn() {
        FakeRouter router = new FakeRouter();
        try (Face owner = new Face(caller("111111111111", List.of("*")), router);
                Face other = new Face(caller("222222222222", List.of("*")), router)) {
            String allow = "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"222222222222\"},"
                    + "\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}}";
            String url = owner.create("orders", Map.of("Policy", allow));

            other.queues.sendMessage(send(url));
            assertFails(
                    () -> other.queues.deleteQueue(
                            DeleteQueueRequest.newBuilder().setQueueUrl(url).build()),
                    Status.Code.PERMISSION_DENIED,
                    "AccessDeniedException",
                    "User: arn:aws:iam::222222222222:user/ann is not authorized to perform: sqs:deletequeue"
                            + " on resource: " + ORDERS);
        }
    }

    @Test
    void aPolicyDeniesItsOwnAccountToo() {
        try (Face owner = new Face(caller("111111111111", List.of("*")))) {
            String deny = "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\","
                    + "\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}}";
            owner.create("orders", Map.of("Policy", deny));

            assertFails(
                    () -> owner.queues.sendMessage(send("orders")),
                    Status.Code.PERMISSION_DENIED,
                    "AccessDeniedException",
                    "User: arn:aws:iam::111111111111:user/ann is not authorized to perform: sqs:sendmessage"
                            + " on resource: " + ORDERS + " with an explicit deny in a resource-based policy");
        }
    }

    @Test
    void aPolicyLetsAnotherAccountInWhereTheNodeDoesNotKnowTheQueueYet() {
        FakeRouter router = new FakeRouter();
        try (Face owner = new Face(caller("111111111111", List.of("*")), router);
                Face other = new Face(caller("222222222222", List.of("*")), router)) {
            String allow = "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"222222222222\"},"
                    + "\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}}";
            String url = owner.create("orders", Map.of("Policy", allow));
            router.behind = true;

            other.queues.sendMessage(send(url));

            assertThat(router.queue("orders").visible()).isEqualTo(1);
        }
    }

    @Test
    void nobodyLearnsWhetherAQueueOfAnotherAccountIsThere() {
        FakeRouter router = new FakeRouter();
        try (Face owner = new Face(caller("222222222222", List.of("*")), router);
                Face other = new Face(caller("111111111111", List.of("*")), router)) {
            owner.create("there");

            for (String name : List.of("there", "nowhere")) {
                long beganNanos = System.nanoTime();
                assertFails(
                        () -> other.queues.sendMessage(send("http://x/222222222222/" + name)),
                        Status.Code.PERMISSION_DENIED,
                        "AccessDeniedException",
                        "User: arn:aws:iam::111111111111:user/ann is not authorized to perform: sqs:sendmessage"
                                + " on resource: arn:aws:sqs:us-east-1:222222222222:" + name);
                assertThat(System.nanoTime() - beganNanos)
                        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(Admission.REFUSAL_MILLIS));
            }
        }
    }

    /** What leaders are asked until a stranger's call is refused, in whatever order. */
    private static Map<FakeRouter.Asked, Long> askedUntilRefused(FakeRouter router, ThrowingCallable call) {
        router.asked();
        assertThatThrownBy(call).hasMessageContaining("is not authorized");
        return router.asked().stream().collect(Collectors.groupingBy(asked -> asked, Collectors.counting()));
    }

    @Test
    void leadersAreAskedTheSameForAQueueOfAnotherAccountWhetherItIsThereOrNot() {
        FakeRouter router = new FakeRouter();
        try (Face owner = new Face(caller("222222222222", List.of("*")), router);
                Face other = new Face(caller("111111111111", List.of("*")), router)) {
            owner.create("there");
            owner.queues.sendMessage(send("there"));

            // Once when nothing is known of it, and again while its policy is.
            for (int i = 0; i < 2; i++) {
                var there =
                        askedUntilRefused(router, () -> other.queues.sendMessage(send("http://x/222222222222/there")));
                var nowhere = askedUntilRefused(
                        router, () -> other.queues.sendMessage(send("http://x/222222222222/nowhere")));

                assertThat(there).containsEntry(new FakeRouter.Asked(TabletId.CATALOG, Query.Locate.class), 1L);
                assertThat(there).isEqualTo(nowhere);
            }
        }
    }

    @Test
    void nobodyIsAskedAboutWhatNoPolicyCouldAllow() {
        FakeRouter router = new FakeRouter();
        try (Face owner = new Face(caller("222222222222", List.of("*")), router);
                Face other = new Face(caller("111111111111", List.of("sqs:SendMessage", "sqs:DeleteQueue")), router)) {
            owner.create("there");

            for (String name : List.of("there", "nowhere")) {
                String url = "http://x/222222222222/" + name;
                DeleteQueueRequest delete =
                        DeleteQueueRequest.newBuilder().setQueueUrl(url).build();
                ReceiveMessageRequest receive =
                        ReceiveMessageRequest.newBuilder().setQueueUrl(url).build();
                assertThat(askedUntilRefused(router, () -> other.queues.deleteQueue(delete)))
                        .isEmpty();
                assertThat(askedUntilRefused(router, () -> other.queues.receiveMessage(receive)))
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Query.Locate.class, Query.DescribeQueue.class})
    void aLeaderThatIsSlowHoldsUpBothRefusals(Class<? extends Query> slow) {
        FakeRouter router = new FakeRouter();
        try (Face owner = new Face(caller("222222222222", List.of("*")), router);
                Face other = new Face(caller("111111111111", List.of("*")), router)) {
            owner.create("there");
            router.hold(slow);
            var queues = QueueServiceGrpc.newFutureStub(other.channel);

            var refusals = Stream.of("there", "nowhere")
                    .map(name -> queues.sendMessage(send("http://x/222222222222/" + name)))
                    .toList();

            assertThat(refusals)
                    .allSatisfy(refusal -> assertThatThrownBy(
                                    () -> refusal.get(3 * Admission.REFUSAL_MILLIS, TimeUnit.MILLISECONDS))
                            .isInstanceOf(TimeoutException.class));
            router.release();
            assertThat(refusals)
                    .allSatisfy(refusal -> assertThatThrownBy(() -> refusal.get(10, TimeUnit.SECONDS))
                            .hasMessageContaining("is not authorized"));
        }
    }

    @Test
    void queuesOfOneNameInTwoAccountsAreTwo() {
        FakeRouter router = new FakeRouter();
        try (Face one = new Face(caller("111111111111", List.of("*")), router);
                Face two = new Face(caller("222222222222", List.of("*")), router)) {
            one.create("orders");
            two.create("orders");
            one.queues.sendMessage(send("orders"));

            ReceiveMessageRequest receive =
                    ReceiveMessageRequest.newBuilder().setQueueUrl("orders").build();
            assertThat(two.queues.receiveMessage(receive).getMessagesList()).isEmpty();
            assertThat(one.queues.receiveMessage(receive).getMessagesList()).hasSize(1);
            assertThat(two.queues
                            .listQueues(ListQueuesRequest.getDefaultInstance())
                            .getQueueUrlsList())
                    .containsExactly("http://127.0.0.1:4566/222222222222/orders");
        }
    }
}
