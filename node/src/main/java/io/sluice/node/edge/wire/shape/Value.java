package io.sluice.node.edge.wire.shape;

import com.google.protobuf.ByteString;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of some {@link Shape}, apart from how any protocol writes it. */
public sealed interface Value permits Value.Simple, Value.Sequence, Value.Table, Structure {
    /** Values without parts. */
    sealed interface Simple extends Value {}

    /** Text. */
    record Text(String text) implements Simple {}

    /** A whole number; fits 32 bits where its shape has no more. */
    record Whole(long number) implements Simple {}

    /** True or false. */
    record Flag(boolean holds) implements Simple {}

    /** Bytes. */
    record Blob(ByteString bytes) implements Simple {}

    /** A time, epoch milliseconds. */
    record Time(long epochMillis) implements Simple {}

    /** A list. */
    record Sequence(List<Value> elements) implements Value {
        public Sequence {
            elements = List.copyOf(elements);
        }
    }

    /** A map, in the order in which it was made. */
    record Table(Map<String, Value> entries) implements Value {
        public Table {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }
}
