package io.sluice.node.edge.wire.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.node.edge.wire.shape.Shape;
import io.sluice.node.edge.wire.shape.Structure;
import io.sluice.node.edge.wire.shape.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Answers of the query protocol as JSON, for those who ask for it in {@code Accept}, such as API gateways: the tree of
 * the XML as objects, maps as lists of pairs, and null where there is nothing.
 */
public final class QueryJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    /** Two lists have kept a name from before there was a model. */
    private static final Map<String, String> OLD_NAMES = Map.of("Messages", "messages", "QueueUrls", "queueUrls");

    private QueryJson() {}

    /** It was done; {@code output} is absent where the operation gives nothing. */
    public static byte[] success(String operation, Optional<Structure> output, String requestId) {
        return document(json -> {
            json.writeObjectFieldStart(operation + "Response");
            if (output.isPresent()) {
                json.writeFieldName(operation + "Result");
                structure(output.get(), json);
            }
            json.writeObjectFieldStart("ResponseMetadata");
            json.writeStringField("RequestId", requestId);
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** It was not. */
    public static byte[] failure(String type, String code, String text, String requestId) {
        return document(json -> {
            json.writeObjectFieldStart("Error");
            json.writeStringField("Code", code);
            json.writeNullField("Detail");
            json.writeStringField("Message", text);
            json.writeStringField("Type", type);
            json.writeEndObject();
            json.writeStringField("RequestId", requestId);
        });
    }

    /** What stands in a document. */
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] document(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void structure(Structure structure, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Shape.Member member : structure.shape().members()) {
            json.writeFieldName(OLD_NAMES.getOrDefault(member.name(), member.name()));
            Value value = structure.of(member);
            if (value == null) {
                json.writeNull();
            } else {
                value(member.shape(), value, json);
            }
        }
        json.writeEndObject();
    }

    private static void value(Shape shape, Value value, JsonGenerator json) throws IOException {
        if (value instanceof Structure structure) {
            structure(structure, json);
        } else if (shape instanceof Shape.Sequence list && value instanceof Value.Sequence sequence) {
            json.writeStartArray();
            for (Value element : sequence.elements()) {
                value(list.element(), element, json);
            }
            json.writeEndArray();
        } else if (shape instanceof Shape.Table map && value instanceof Value.Table table) {
            json.writeStartArray();
            for (Map.Entry<String, Value> entry : table.entries().entrySet()) {
                json.writeStartObject();
                json.writeStringField(map.keyName(), entry.getKey());
                json.writeFieldName(map.valueName());
                value(map.value(), entry.getValue(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
        } else {
            simple((Value.Simple) value, json);
        }
    }

    private static void simple(Value.Simple value, JsonGenerator json) throws IOException {
        if (value instanceof Value.Text text) {
            json.writeString(text.text());
        } else if (value instanceof Value.Whole whole) {
            json.writeNumber(whole.number());
        } else if (value instanceof Value.Flag flag) {
            json.writeBoolean(flag.holds());
        } else if (value instanceof Value.Blob blob) {
            json.writeString(Base64.getEncoder().encodeToString(blob.bytes().toByteArray()));
        } else {
            json.writeString(
                    Instant.ofEpochMilli(((Value.Time) value).epochMillis()).toString());
        }
    }
}
