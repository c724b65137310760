package io.sluice.node.edge.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.UnaryCalls;
import io.sluice.node.edge.wire.shape.ServiceModel.Operation;
import io.sluice.node.edge.wire.shape.Structure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operation of AWS and the call that gRPC makes for the same; both do exactly the same then. Immutable. */
final class BoundOperation {
    private static final String REQUEST_ID = "request_id";

    private final Operation operation;
    private final MethodDescriptor<?, ?> method;
    private final UnaryCalls<Message, Message> calls;
    private final Message prototype;
    private final TraceCarrier trace;
    private final MessagePlan request;
    private final Optional<MessagePlan> response;
    private final @Nullable FieldDescriptor requestId;

    private BoundOperation(
            Operation operation, ServerMethodDefinition<?, ?> definition, UnaryCalls<Message, Message> calls) {
        this.operation = operation;
        this.method = definition.getMethodDescriptor();
        this.calls = calls;
        this.prototype = prototype(method.getRequestMarshaller());
        this.request = MessagePlan.of(operation.input(), prototype.getDescriptorForType());
        this.response = operation
                .output()
                .map(shape -> MessagePlan.of(
                        shape, prototype(method.getResponseMarshaller()).getDescriptorForType()));
        this.trace = TraceCarrier.of(prototype.getDescriptorForType());
        this.requestId = prototype.getDescriptorForType().findFieldByName(REQUEST_ID);
    }

    /** Binds an operation to a method; the method must be unary and have a field for each member. */
    @SuppressWarnings("unchecked") // both types are messages, as with every method that is made of a contract
    static BoundOperation of(Operation operation, ServerMethodDefinition<?, ?> definition) {
        if (!(definition.getServerCallHandler() instanceof UnaryCalls<?, ?> calls)) {
            throw new IllegalArgumentException(operation.name() + " is not a unary call");
        }
        return new BoundOperation(operation, definition, (UnaryCalls<Message, Message>) calls);
    }

    private static Message prototype(MethodDescriptor.Marshaller<?> marshaller) {
        if (marshaller instanceof MethodDescriptor.PrototypeMarshaller<?> known
                && known.getMessagePrototype() instanceof Message message) {
            return message;
        }
        throw new IllegalArgumentException("a marshaller that does not tell its message");
    }

    /** What AWS says of it. */
    Operation operation() {
        return operation;
    }

    /** What gRPC calls it. */
    MethodDescriptor<?, ?> method() {
        return method;
    }

    /**
     * Begins a call.
     *
     * @param invocation names the logical call, the same on a retry; empty for none. One that is longer than request
     *     ids may be counts for none, for it is not the caller who has chosen it but his SDK.
     * @param traceHeader what a tracing client has sent as a header; empty for none
     * @param origin see {@code ApiCall}
     */
    UnaryCalls.Begun<Message> begin(
            Structure input, String invocation, String traceHeader, Caller caller, Optional<String> origin) {
        Message.Builder message = prototype.newBuilderForType();
        request.fill(input, message);
        trace.carry(traceHeader, message);
        if (requestId != null && invocation.length() <= CallIds.CHARS_MAX) {
            message.setField(requestId, invocation);
        }
        return calls.begin(message.build(), caller, origin);
    }

    /** What AWS answers, where it answers anything. */
    Optional<Structure> output(Message reply) {
        return response.map(plan -> plan.read(reply));
    }
}
