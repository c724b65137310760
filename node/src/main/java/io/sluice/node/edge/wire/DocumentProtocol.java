package io.sluice.node.edge.wire;

import com.linecorp.armeria.common.HttpData;
import io.sluice.node.edge.wire.codec.DocumentCodec;
import io.sluice.node.edge.wire.codec.Unreadable;
import io.sluice.node.edge.wire.shape.Bounds;
import io.sluice.node.edge.wire.shape.ServiceModel.Json;
import io.sluice.node.edge.wire.shape.ServiceModel.Operation;
import io.sluice.node.edge.wire.shape.Shape;
import io.sluice.node.edge.wire.shape.Structure;
import io.sluice.node.edge.wire.shape.StructureShape;
import io.sluice.node.edge.wire.shape.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * awsJson 1.0 and 1.1, and CBOR.
 *
 * @param json which of them the service speaks
 * @param body of the request
 * @param queryMode the client has said that it wants statuses and codes of the query protocol
 */
record DocumentProtocol(DocumentCodec codec, String contentType, Json json, HttpData body, boolean queryMode)
        implements Protocol {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL = 500;
    private static final byte[] NOTHING = new byte[0];
    private static final Shape.Text TEXT = new Shape.Text("String", Bounds.NONE, Optional.empty(), List.of());
    private static final StructureShape ERROR = error("message");
    /** What the framework finds in the document itself it tells under another name. */
    private static final StructureShape SERIALIZATION_ERROR = error("Message");

    private static StructureShape error(String text) {
        return new StructureShape(
                "Error",
                List.of(
                        new Shape.Member("__type", 0, TEXT, true, "__type"),
                        new Shape.Member(text, 1, TEXT, false, text)));
    }

    @Override
    public Structure read(Operation operation) throws Unreadable {
        return codec.read(operation.input(), body.array());
    }

    @Override
    public Answer success(Operation operation, Optional<Structure> output, String requestId) {
        // Kinesis says nothing where there is nothing to say; SQS says so.
        boolean silent = output.isEmpty() && json == Json.V1_1;
        Structure said = output.orElseGet(() -> new Structure(new StructureShape("Nothing", List.of())));
        return Answer.of(OK, contentType, silent ? NOTHING : codec.write(said));
    }

    @Override
    public Answer failure(WireFault fault, String requestId) {
        boolean aboutDocument = fault.type().endsWith("SerializationException");
        StructureShape shape = aboutDocument ? SERIALIZATION_ERROR : ERROR;
        Structure said = new Structure(shape).put("__type", new Value.Text(fault.type()));
        if (!fault.text().isEmpty()) {
            said.put(shape.members().get(1), new Value.Text(wellFormed(fault.text())));
        }
        int status = queryMode || fault.status() >= INTERNAL ? fault.status() : BAD_REQUEST;
        Optional<String> queryError = json == Json.V1_0
                ? Optional.of(fault.code() + (fault.sender() ? ";Sender" : ";Receiver"))
                : Optional.empty();
        return new Answer(status, contentType, HttpData.wrap(codec.write(said)), queryError);
    }

    /** Texts quote what clients have sent, be it half a character. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
