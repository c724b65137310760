package io.sluice.node.edge.wire.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.sluice.node.edge.wire.shape.Shape;
import io.sluice.node.edge.wire.shape.Structure;
import io.sluice.node.edge.wire.shape.StructureShape;
import io.sluice.node.edge.wire.shape.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Documents of awsJson 1.0 and 1.1, and of the latter's CBOR twin. Members that the model does not know are passed
 * over, null is as good as absent, whole numbers may have a fraction, which is cut off. Thread-safe.
 */
public final class DocumentCodec {
    private final Syntax syntax;
    private final JsonFactory factory;

    private DocumentCodec(Syntax syntax) {
        this.syntax = syntax;
        this.factory = syntax.factory();
    }

    /** JSON. */
    public static DocumentCodec json() {
        return new DocumentCodec(Syntax.JSON);
    }

    /** CBOR. */
    public static DocumentCodec cbor() {
        return new DocumentCodec(Syntax.CBOR);
    }

    /** The structure that these bytes are. */
    public Structure read(StructureShape shape, byte[] bytes) throws Unreadable {
        try (JsonParser parser = factory.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("Expected a document of one structure");
            }
            Structure read = structure(shape, parser);
            if (parser.nextToken() != null) {
                throw new Unreadable("Something follows the document");
            }
            return read;
        } catch (InputCoercionException tooLarge) {
            throw new Unreadable("A number is out of range");
        } catch (JsonProcessingException broken) {
            JsonLocation where = broken.getLocation();
            throw new Unreadable(
                    where == null
                            ? "The document is broken"
                            : "The document is broken at byte " + where.getByteOffset());
        } catch (IOException broken) {
            // The bytes are here already, so this is about them, too.
            throw new Unreadable("The document is broken");
        }
    }

    private Structure structure(StructureShape shape, JsonParser parser) throws IOException, Unreadable {
        Structure structure = new Structure(shape);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Shape.Member member = shape.member(parser.currentName());
            JsonToken token = parser.nextToken();
            if (member == null) {
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                structure.put(member, value(member.shape(), parser));
            }
        }
        return structure;
    }

    private Value value(Shape shape, JsonParser parser) throws IOException, Unreadable {
        if (shape instanceof StructureShape structure) {
            expect(parser, JsonToken.START_OBJECT, "structure");
            return structure(structure, parser);
        }
        if (shape instanceof Shape.Sequence list) {
            expect(parser, JsonToken.START_ARRAY, "list");
            List<Value> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(list.element(), parser));
            }
            return new Value.Sequence(elements);
        }
        if (shape instanceof Shape.Table map) {
            expect(parser, JsonToken.START_OBJECT, "map");
            Map<String, Value> entries = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                entries.put(key, value(map.value(), parser));
            }
            return new Value.Table(entries);
        }
        return simple(shape, parser);
    }

    private Value simple(Shape shape, JsonParser parser) throws IOException, Unreadable {
        if (shape instanceof Shape.Text) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw Mismatch.of(parser, "a String");
            }
            return new Value.Text(parser.getText());
        }
        if (shape instanceof Shape.Whole whole) {
            return new Value.Whole(whole(whole, parser));
        }
        if (shape instanceof Shape.Flag) {
            if (!parser.currentToken().isBoolean()) {
                throw Mismatch.of(parser, "a Boolean");
            }
            return new Value.Flag(parser.getBooleanValue());
        }
        return shape instanceof Shape.Blob
                ? new Value.Blob(syntax.readBlob(parser))
                : new Value.Time(syntax.readTime(parser));
    }

    private static long whole(Shape.Whole shape, JsonParser parser) throws IOException, Unreadable {
        String wanted = shape.wide() ? "a Long" : "an Integer";
        if (!parser.currentToken().isNumeric()) {
            throw Mismatch.of(parser, wanted);
        }
        double about = parser.getDoubleValue();
        if (Double.isNaN(about) || Math.abs(about) > Long.MAX_VALUE) {
            throw new Unreadable("A number is out of range");
        }
        long number = parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : (long) about;
        if (!shape.wide() && (int) number != number) {
            throw new Unreadable("A number is out of the range of an Integer");
        }
        return number;
    }

    private static void expect(JsonParser parser, JsonToken wanted, String what) throws Unreadable {
        if (parser.currentToken() != wanted) {
            throw new Unreadable("Expected " + what + " or null");
        }
    }

    /** The bytes of a structure; members without a value are left out. */
    public byte[] write(Structure structure) {
        // Closed by hand: the bytes have to be taken in between, and nothing outside the heap is held.
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator generator = factory.createGenerator(bytes)) {
            write(structure, generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        byte[] written = bytes.toByteArray();
        bytes.release();
        return written;
    }

    private void write(Value value, JsonGenerator generator) throws IOException {
        if (value instanceof Structure structure) {
            generator.writeStartObject();
            for (Shape.Member member : structure.shape().members()) {
                Value of = structure.of(member);
                if (of != null) {
                    generator.writeFieldName(member.name());
                    write(of, generator);
                }
            }
            generator.writeEndObject();
        } else if (value instanceof Value.Sequence sequence) {
            generator.writeStartArray();
            for (Value element : sequence.elements()) {
                write(element, generator);
            }
            generator.writeEndArray();
        } else if (value instanceof Value.Table table) {
            generator.writeStartObject();
            for (Map.Entry<String, Value> entry : table.entries().entrySet()) {
                generator.writeFieldName(entry.getKey());
                write(entry.getValue(), generator);
            }
            generator.writeEndObject();
        } else {
            writeSimple((Value.Simple) value, generator);
        }
    }

    private void writeSimple(Value.Simple value, JsonGenerator generator) throws IOException {
        if (value instanceof Value.Text text) {
            generator.writeString(text.text());
        } else if (value instanceof Value.Whole whole) {
            generator.writeNumber(whole.number());
        } else if (value instanceof Value.Flag flag) {
            generator.writeBoolean(flag.holds());
        } else if (value instanceof Value.Blob blob) {
            syntax.writeBlob(generator, blob.bytes());
        } else if (value instanceof Value.Time time) {
            syntax.writeTime(generator, time.epochMillis());
        }
    }
}
