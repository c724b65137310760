package io.sluice.node.edge.wire;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries what tracing clients send as a header of HTTP over into the system attribute of the same meaning, wherever a
 * request has system attributes: its own, or those of each of its entries. An attribute that is given stays. Immutable.
 */
final class TraceCarrier {
    private static final String ATTRIBUTES = "message_system_attributes";
    private static final String ENTRIES = "entries";
    private static final String NAME = "AWSTraceHeader";
    /** X-Ray's own headers have about a hundred characters. */
    private static final int CHARS_MAX = 1024;

    private final @Nullable FieldDescriptor attributes;
    private final @Nullable FieldDescriptor entries;
    private final @Nullable FieldDescriptor ofEntry;

    private TraceCarrier(
            @Nullable FieldDescriptor attributes,
            @Nullable FieldDescriptor entries,
            @Nullable FieldDescriptor ofEntry) {
        this.attributes = attributes;
        this.entries = entries;
        this.ofEntry = ofEntry;
    }

    /** For requests of this kind; it does nothing where they have no such attributes. */
    static TraceCarrier of(Descriptor request) {
        FieldDescriptor entries = request.findFieldByName(ENTRIES);
        boolean batch = entries != null && entries.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
        FieldDescriptor ofEntry = batch ? entries.getMessageType().findFieldByName(ATTRIBUTES) : null;
        return new TraceCarrier(request.findFieldByName(ATTRIBUTES), ofEntry == null ? null : entries, ofEntry);
    }

    /** Puts the header where it is not given otherwise. */
    void carry(String header, Message.Builder request) {
        if (header.isEmpty() || header.length() > CHARS_MAX) {
            return;
        }
        if (attributes != null) {
            put(header, attributes, request);
        }
        if (entries != null && ofEntry != null) {
            for (int i = 0; i < request.getRepeatedFieldCount(entries); i++) {
                Message.Builder entry = ((Message) request.getRepeatedField(entries, i)).toBuilder();
                put(header, ofEntry, entry);
                request.setRepeatedField(entries, i, entry.build());
            }
        }
    }

    private static void put(String header, FieldDescriptor field, Message.Builder into) {
        FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
        for (Object given : (List<?>) into.getField(field)) {
            if (NAME.equals(((Message) given).getField(key))) {
                return;
            }
        }
        Message.Builder entry = into.newBuilderForField(field);
        Message.Builder attribute = entry.newBuilderForField(value);
        Descriptor kind = attribute.getDescriptorForType();
        attribute.setField(kind.findFieldByName("data_type"), "String");
        attribute.setField(kind.findFieldByName("string_value"), header);
        into.addRepeatedField(
                field,
                entry.setField(key, NAME).setField(value, attribute.build()).build());
    }
}
