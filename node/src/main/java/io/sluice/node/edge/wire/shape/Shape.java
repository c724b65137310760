package io.sluice.node.edge.wire.shape;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a value may look like, as a service model says. No shape contains itself, so a walk always ends. */
public sealed interface Shape permits Shape.Simple, Shape.Sequence, Shape.Table, StructureShape {
    /** Its name in the model. */
    String name();

    /** Shapes without parts. */
    sealed interface Simple extends Shape {}

    /**
     * Text.
     *
     * @param length in UTF-16 units, as the framework of AWS counts
     * @param values the only ones; empty when any will do
     */
    record Text(String name, Bounds length, Optional<Pattern> pattern, List<String> values) implements Simple {
        public Text {
            values = List.copyOf(values);
        }
    }

    /**
     * A whole number.
     *
     * @param wide has 64 bits, otherwise 32
     */
    record Whole(String name, Bounds range, boolean wide) implements Simple {}

    /** True or false. */
    record Flag(String name) implements Simple {}

    /** Bytes; lengths in bytes. */
    record Blob(String name, Bounds length) implements Simple {}

    /** A time, kept in milliseconds. */
    record Time(String name) implements Simple {}

    /**
     * A list.
     *
     * @param flat in the query protocol its elements stand where the list would
     * @param elementName of an element in the query protocol, if the list is not flat
     */
    record Sequence(String name, Shape element, Bounds size, boolean flat, String elementName) implements Shape {}

    /**
     * A map; its keys are texts.
     *
     * @param flat in the query protocol its entries stand where the map would
     * @param keyName of a key in the query protocol
     * @param valueName of a value in the query protocol
     */
    record Table(String name, Text key, Shape value, Bounds size, boolean flat, String keyName, String valueName)
            implements Shape {}

    /**
     * A member of a structure.
     *
     * @param index its place in the structure, from 0
     * @param queryName what the query protocol calls it
     */
    record Member(String name, int index, Shape shape, boolean required, String queryName) {}
}
