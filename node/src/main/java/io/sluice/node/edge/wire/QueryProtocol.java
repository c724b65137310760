package io.sluice.node.edge.wire;

import io.sluice.node.edge.wire.codec.Form;
import io.sluice.node.edge.wire.codec.FormReader;
import io.sluice.node.edge.wire.codec.QueryJson;
import io.sluice.node.edge.wire.codec.Unreadable;
import io.sluice.node.edge.wire.codec.XmlText;
import io.sluice.node.edge.wire.codec.XmlWriter;
import io.sluice.node.edge.wire.shape.ServiceModel;
import io.sluice.node.edge.wire.shape.ServiceModel.Operation;
import io.sluice.node.edge.wire.shape.Structure;
import java.util.Optional;

/**
 * awsQuery: forms in, XML out, or JSON.
 *
 * @param form all parameters of the request
 * @param json the caller would have JSON
 */
record QueryProtocol(ServiceModel model, Form form, boolean json) implements Protocol {
    private static final int OK = 200;
    /** The shape whose text was another before there was JSON. */
    private static final String NON_EXISTENT_QUEUE = "AWS.SimpleQueueService.NonExistentQueue";

    private static final String NON_EXISTENT_QUEUE_TEXT = "The specified queue does not exist for this wsdl version.";

    @Override
    public Structure read(Operation operation) throws Unreadable {
        return FormReader.read(operation.input(), form);
    }

    @Override
    public Answer success(Operation operation, Optional<Structure> output, String requestId) {
        if (json) {
            return Answer.of(OK, Answer.JSON, QueryJson.success(operation.name(), output, requestId));
        }
        String root = operation.name() + "Response";
        XmlText xml = new XmlText().open(root, model.namespace());
        output.ifPresent(said -> new XmlWriter(xml).structure(operation.name() + "Result", said));
        xml.open("ResponseMetadata").element("RequestId", requestId).close("ResponseMetadata");
        return Answer.of(OK, Answer.XML, xml.close(root).bytes());
    }

    @Override
    public Answer failure(WireFault fault, String requestId) {
        String text = fault.code().equals(NON_EXISTENT_QUEUE) ? NON_EXISTENT_QUEUE_TEXT : fault.text();
        String type = fault.sender() ? "Sender" : "Receiver";
        if (json) {
            return Answer.of(fault.status(), Answer.JSON, QueryJson.failure(type, fault.code(), text, requestId));
        }
        XmlText xml = new XmlText().open("ErrorResponse", model.namespace()).open("Error");
        xml.element("Type", type).element("Code", fault.code());
        xml.element("Message", text).empty("Detail").close("Error");
        xml.element("RequestId", requestId).close("ErrorResponse");
        return Answer.of(fault.status(), Answer.XML, xml.bytes());
    }
}
