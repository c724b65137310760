package io.sluice.node.edge.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import io.sluice.node.edge.wire.shape.Shape;
import io.sluice.node.edge.wire.shape.Structure;
import io.sluice.node.edge.wire.shape.StructureShape;
import io.sluice.node.edge.wire.shape.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the structures of a shape become messages of gRPC and the other way round. Made once per operation: each member
 * has the field of its name in snake case, or the plan cannot be made. Immutable.
 */
final class MessagePlan {
    private final StructureShape shape;
    private final List<Part> parts;

    /** A member and its field; {@code inner} where structures stand, be it alone, in a list or in a map. */
    private record Part(
            Shape.Member member,
            FieldDescriptor field,
            Shape element,
            @Nullable MessagePlan inner) {}

    private MessagePlan(StructureShape shape, List<Part> parts) {
        this.shape = shape;
        this.parts = parts;
    }

    /** The plan for a shape and a kind of messages. */
    static MessagePlan of(StructureShape shape, Descriptor message) {
        List<Part> parts = new ArrayList<>();
        for (Shape.Member member : shape.members()) {
            FieldDescriptor field = message.findFieldByName(fieldName(member.name()));
            if (field == null) {
                throw new IllegalArgumentException(message.getName() + " has no field for " + member.name());
            }
            parts.add(part(member, field));
        }
        return new MessagePlan(shape, List.copyOf(parts));
    }

    private static Part part(Shape.Member member, FieldDescriptor field) {
        Shape element = member.shape();
        FieldDescriptor target = field;
        if (element instanceof Shape.Sequence list) {
            element = list.element();
        } else if (element instanceof Shape.Table map) {
            element = map.value();
            target = valueOf(field);
        }
        boolean many = member.shape() != element;
        boolean fits = field.isRepeated() == many && field.isMapField() == member.shape() instanceof Shape.Table;
        if (!fits || target.getJavaType() != javaType(element)) {
            throw new IllegalArgumentException(field.getFullName() + " does not fit " + member.name());
        }
        MessagePlan inner = element instanceof StructureShape structure ? of(structure, target.getMessageType()) : null;
        return new Part(member, field, element, inner);
    }

    private static FieldDescriptor.JavaType javaType(Shape shape) {
        if (shape instanceof Shape.Text) {
            return FieldDescriptor.JavaType.STRING;
        }
        if (shape instanceof Shape.Whole whole) {
            return whole.wide() ? FieldDescriptor.JavaType.LONG : FieldDescriptor.JavaType.INT;
        }
        if (shape instanceof Shape.Flag) {
            return FieldDescriptor.JavaType.BOOLEAN;
        }
        if (shape instanceof Shape.Time) {
            return FieldDescriptor.JavaType.LONG;
        }
        return shape instanceof Shape.Blob ? FieldDescriptor.JavaType.BYTE_STRING : FieldDescriptor.JavaType.MESSAGE;
    }

    /** {@code QueueOwnerAWSAccountId} is {@code queue_owner_aws_account_id}. */
    static String fieldName(String member) {
        return member.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    private static FieldDescriptor keyOf(FieldDescriptor map) {
        return map.getMessageType().findFieldByNumber(1);
    }

    private static FieldDescriptor valueOf(FieldDescriptor map) {
        return map.getMessageType().findFieldByNumber(2);
    }

    /** Puts all that a structure says into a message of the plan's kind. */
    void fill(Structure structure, Message.Builder message) {
        for (Part part : parts) {
            Value value = structure.of(part.member());
            FieldDescriptor field = part.field();
            if (value instanceof Value.Sequence sequence) {
                for (Value element : sequence.elements()) {
                    message.addRepeatedField(field, plain(part, element, field, message));
                }
            } else if (value instanceof Value.Table table) {
                for (Map.Entry<String, Value> entry : table.entries().entrySet()) {
                    Message.Builder made = message.newBuilderForField(field);
                    FieldDescriptor target = valueOf(field);
                    made.setField(keyOf(field), entry.getKey());
                    made.setField(target, plain(part, entry.getValue(), target, made));
                    message.addRepeatedField(field, made.build());
                }
            } else if (value != null) {
                message.setField(field, plain(part, value, field, message));
            }
        }
    }

    private static Object plain(Part part, Value value, FieldDescriptor field, Message.Builder parent) {
        if (value instanceof Structure structure && part.inner() != null) {
            Message.Builder made = parent.newBuilderForField(field);
            part.inner().fill(structure, made);
            return made.build();
        }
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Whole whole) {
            return field.getJavaType() == FieldDescriptor.JavaType.INT ? (Object) (int) whole.number() : whole.number();
        }
        if (value instanceof Value.Flag flag) {
            return flag.holds();
        }
        if (value instanceof Value.Blob blob) {
            return blob.bytes();
        }
        if (value instanceof Value.Time time) {
            return time.epochMillis();
        }
        throw new IllegalStateException("a value that is no " + field.getFullName());
    }

    /** The structure that a message is. */
    Structure read(MessageOrBuilder message) {
        Structure structure = new Structure(shape);
        for (Part part : parts) {
            Value value = value(part, message);
            if (value != null) {
                structure.put(part.member(), value);
            }
        }
        return structure;
    }

    /**
     * Null where AWS sends nothing: lists and maps without elements, texts without characters, and what has not been
     * set where a field can tell. Numbers and flags that cannot tell are always sent.
     */
    private static @Nullable Value value(Part part, MessageOrBuilder message) {
        FieldDescriptor field = part.field();
        if (field.isRepeated()) {
            return message.getRepeatedFieldCount(field) == 0 ? null : many(part, message);
        }
        if (field.hasPresence() && !message.hasField(field)) {
            return null;
        }
        Value value = value(part, message.getField(field));
        boolean blank = value instanceof Value.Text text && text.text().isEmpty();
        return blank && !field.hasPresence() && !part.member().required() ? null : value;
    }

    private static Value many(Part part, MessageOrBuilder message) {
        FieldDescriptor field = part.field();
        List<?> all = (List<?>) message.getField(field);
        if (!field.isMapField()) {
            List<Value> elements = new ArrayList<>(all.size());
            all.forEach(one -> elements.add(value(part, one)));
            return new Value.Sequence(elements);
        }
        Map<String, Value> entries = new LinkedHashMap<>();
        for (Object one : all) {
            Message entry = (Message) one;
            entries.put((String) entry.getField(keyOf(field)), value(part, entry.getField(valueOf(field))));
        }
        return new Value.Table(entries);
    }

    private static Value value(Part part, Object plain) {
        if (part.inner() != null) {
            return part.inner().read((Message) plain);
        }
        if (plain instanceof String text) {
            return new Value.Text(text);
        }
        if (plain instanceof ByteString bytes) {
            return new Value.Blob(bytes);
        }
        if (plain instanceof Boolean flag) {
            return new Value.Flag(flag);
        }
        long number = ((Number) plain).longValue();
        return part.element() instanceof Shape.Time ? new Value.Time(number) : new Value.Whole(number);
    }
}
