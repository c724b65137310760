package io.sluice.node.edge.queue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.sluice.api.v1.AddPermissionRequest;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.StartMessageMoveTaskRequest;
import io.sluice.node.edge.call.StatusMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Calls any operation by name, with a request that is in order or was spoilt on purpose. */
final class ContractCall {
    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:";

    /**
     * A request in order for each operation, upon a queue with one message in flight ($ is its receipt) and one
     * waiting, and upon two dead-letter queues, from one of which a move is under way (@ is its handle).
     */
    private static final Map<String, String> SAMPLES = Map.ofEntries(
            Map.entry(
                    "AddPermission",
                    "queue_url: 'jobs' label: 'l' aws_account_ids: '111111111111' actions: 'SendMessage'"),
            Map.entry("CancelMessageMoveTask", "task_handle: '@'"),
            Map.entry("ChangeMessageVisibility", "queue_url: 'jobs' receipt_handle: '$' visibility_timeout: 5"),
            Map.entry(
                    "ChangeMessageVisibilityBatch",
                    "queue_url: 'jobs' entries { id: 'e' receipt_handle: '$' visibility_timeout: 5 }"),
            Map.entry("CreateQueue", "queue_name: 'other'"),
            Map.entry("DeleteMessage", "queue_url: 'jobs' receipt_handle: '$'"),
            Map.entry("DeleteMessageBatch", "queue_url: 'jobs' entries { id: 'e' receipt_handle: '$' }"),
            Map.entry("DeleteQueue", "queue_url: 'jobs'"),
            Map.entry("GetQueueAttributes", "queue_url: 'jobs' attribute_names: 'All'"),
            Map.entry("GetQueueUrl", "queue_name: 'jobs'"),
            Map.entry("ListDeadLetterSourceQueues", "queue_url: 'dead'"),
            Map.entry("ListMessageMoveTasks", "source_arn: '" + ARN + "moving'"),
            Map.entry("ListQueueTags", "queue_url: 'jobs'"),
            Map.entry("ListQueues", ""),
            Map.entry("PurgeQueue", "queue_url: 'jobs'"),
            Map.entry("ReceiveMessage", "queue_url: 'jobs'"),
            Map.entry("RemovePermission", "queue_url: 'jobs' label: 'there'"),
            Map.entry("SendMessage", "queue_url: 'jobs' message_body: 'b'"),
            Map.entry("SendMessageBatch", "queue_url: 'jobs' entries { id: 'e' message_body: 'b' }"),
            Map.entry("SetQueueAttributes", "queue_url: 'jobs' attributes { key: 'VisibilityTimeout' value: '1' }"),
            Map.entry("StartMessageMoveTask", "source_arn: '" + ARN + "dead'"),
            Map.entry("TagQueue", "queue_url: 'jobs' tags { key: 'k' value: 'v' }"),
            Map.entry("UntagQueue", "queue_url: 'jobs' tag_keys: 'k'"));

    private ContractCall() {}

    /** What a call came to: an answer, or the code and the shape of an error. */
    record Ended(Optional<Message> answer, Status.Code code, String shape) {
        boolean well() {
            return answer.isPresent() && failed().isEmpty();
        }

        /** True when the caller is told that he is at fault, for all or for an entry of a batch. */
        boolean refused() {
            return answer.isPresent() ? !failed().isEmpty() : !shape.isEmpty() && code != Status.Code.INTERNAL;
        }

        /** What is told of a failed entry of a batch. */
        String failed() {
            FieldDescriptor failed = answer.map(
                            one -> one.getDescriptorForType().findFieldByName("failed"))
                    .orElse(null);
            return failed == null || answer.orElseThrow().getRepeatedFieldCount(failed) == 0
                    ? ""
                    : answer.orElseThrow().getField(failed).toString();
        }
    }

    /** Calls an operation on a cluster of its own, after a change to the request that is in order. */
    static Ended of(String operation, UnaryOperator<Message> change) {
        try (Face face = new Face()) {
            String receipt = prepared(face);
            MethodDescriptor<Message, Message> method = method(operation);
            Message.Builder request = prototype(method).newBuilderForType();
            String sample = Optional.ofNullable(SAMPLES.get(operation))
                    .orElseThrow(() -> new AssertionError("no request is known for " + operation));
            TextFormat.merge(sample.replace("$", receipt).replace("@", moving(face)), request);
            return call(face, method, change.apply(request.build()));
        } catch (TextFormat.ParseException e) {
            throw new AssertionError(operation, e);
        }
    }

    /** Makes dead-letter queues, and begins a move out of one. */
    private static String moving(Face face) {
        for (String dead : List.of("dead", "moving")) {
            face.create(dead);
            face.create("source-of-" + dead, Map.of("RedrivePolicy", DeadLettersTest.policy(dead, 3)));
        }
        return face.queues
                .startMessageMoveTask(StartMessageMoveTaskRequest.newBuilder()
                        .setSourceArn(ARN + "moving")
                        .build())
                .getTaskHandle();
    }

    private static String prepared(Face face) {
        face.create("jobs");
        face.queues.addPermission(AddPermissionRequest.newBuilder()
                .setQueueUrl("jobs")
                .setLabel("there")
                .addAwsAccountIds("111111111111")
                .addActions("*")
                .build());
        for (String body : List.of("in flight", "waiting")) {
            face.queues.sendMessage(SendMessageRequest.newBuilder()
                    .setQueueUrl("jobs")
                    .setMessageBody(body)
                    .build());
        }
        return face.queues
                .receiveMessage(
                        ReceiveMessageRequest.newBuilder().setQueueUrl("jobs").build())
                .getMessages(0)
                .getReceiptHandle();
    }

    @SuppressWarnings("unchecked") // every method of the service has messages
    private static MethodDescriptor<Message, Message> method(String operation) {
        return (MethodDescriptor<Message, Message>) QueueServiceGrpc.getServiceDescriptor().getMethods().stream()
                .filter(one -> operation.equals(one.getBareMethodName()))
                .findFirst()
                .orElseThrow();
    }

    private static Message prototype(MethodDescriptor<Message, Message> method) {
        return Optional.ofNullable(((MethodDescriptor.PrototypeMarshaller<Message>) method.getRequestMarshaller())
                        .getMessagePrototype())
                .orElseThrow();
    }

    private static Ended call(Face face, MethodDescriptor<Message, Message> method, Message request) {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS);
        try {
            Message answer = ClientCalls.blockingUnaryCall(face.channel, method, options, request);
            return new Ended(Optional.of(answer), Status.Code.OK, "");
        } catch (StatusRuntimeException e) {
            Metadata trailers = Optional.ofNullable(e.getTrailers()).orElseGet(Metadata::new);
            String shape =
                    Optional.ofNullable(trailers.get(StatusMapping.ERROR_CODE)).orElse("");
            return new Ended(Optional.empty(), e.getStatus().getCode(), shape);
        }
    }
}
