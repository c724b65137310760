package io.sluice.cluster.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.Refusal;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Calls any operation by gRPC, with a request that has AWS's names. */
final class GrpcCalls {
    private static final long SECONDS_MAX = 10;

    private GrpcCalls() {}

    /** What a node tells of such a request. */
    static Told ask(Endpoint node, String operation, JsonNode request) {
        MethodDescriptor<Message, Message> method = method(operation);
        Message.Builder message = prototype(method).newBuilderForType();
        fill(message, request);
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
        try {
            return entry(ClientCalls.blockingUnaryCall(node.channel(), method, options, message.build()));
        } catch (StatusRuntimeException e) {
            Refusal refusal = Refusal.of(e);
            return new Told(refusal.code(), refusal.status().name(), "", refusal.text());
        }
    }

    private static Told entry(Message answer) {
        FieldDescriptor failed = answer.getDescriptorForType().findFieldByName("failed");
        if (failed == null || answer.getRepeatedFieldCount(failed) == 0) {
            return new Told("", "OK", "", answer.toString());
        }
        BatchResultErrorEntry first = (BatchResultErrorEntry) answer.getRepeatedField(failed, 0);
        return new Told(first.getCode(), "OK", first.getSenderFault() ? "Sender" : "Receiver", first.getMessage());
    }

    @SuppressWarnings("unchecked") // every method of the service has messages
    private static MethodDescriptor<Message, Message> method(String operation) {
        return (MethodDescriptor<Message, Message>) QueueServiceGrpc.getServiceDescriptor().getMethods().stream()
                .filter(one -> operation.equals(one.getBareMethodName()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("QueueService has no " + operation));
    }

    private static Message prototype(MethodDescriptor<Message, Message> method) {
        return Objects.requireNonNull(
                ((MethodDescriptor.PrototypeMarshaller<Message>) method.getRequestMarshaller()).getMessagePrototype());
    }

    private static void fill(Message.Builder message, JsonNode given) {
        given.properties().forEach(member -> {
            FieldDescriptor field = field(message, member.getKey());
            if (field.isMapField()) {
                member.getValue().properties().forEach(entry -> {
                    Message.Builder pair = message.newBuilderForField(field);
                    FieldDescriptor value = field.getMessageType().findFieldByName("value");
                    pair.setField(field.getMessageType().findFieldByName("key"), entry.getKey());
                    message.addRepeatedField(
                            field,
                            pair.setField(value, value(pair, value, entry.getValue()))
                                    .build());
                });
            } else if (field.isRepeated()) {
                member.getValue().forEach(one -> message.addRepeatedField(field, value(message, field, one)));
            } else {
                message.setField(field, value(message, field, member.getValue()));
            }
        });
    }

    /** {@code AWSAccountIds} is {@code aws_account_ids}. */
    private static FieldDescriptor field(Message.Builder message, String member) {
        return message.getDescriptorForType().getFields().stream()
                .filter(field -> field.getName().replace("_", "").equalsIgnoreCase(member))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no field for " + member));
    }

    private static Object value(Message.Builder within, FieldDescriptor field, JsonNode given) {
        return switch (field.getJavaType()) {
            case STRING -> given.asText();
            case INT -> given.asInt();
            case BYTE_STRING -> ByteString.copyFrom(Base64.getDecoder().decode(given.asText()));
            case MESSAGE -> {
                Message.Builder nested = within.newBuilderForField(field);
                fill(nested, given);
                yield nested.build();
            }
            default -> throw new IllegalArgumentException("no request has " + field);
        };
    }
}
