package io.sluice.node.edge.wire.codec;

import io.sluice.node.edge.wire.shape.Shape;
import io.sluice.node.edge.wire.shape.Structure;
import io.sluice.node.edge.wire.shape.Value;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** Writes values as the XML of the query protocol: flat lists and maps repeat the name of their element. */
public final class XmlWriter {
    private final XmlText xml;

    /** Writes into this. */
    public XmlWriter(XmlText xml) {
        this.xml = xml;
    }

    /** An element with the members of a structure; members without a value are left out. */
    public void structure(String name, Structure structure) {
        boolean bare = structure.shape().members().stream().allMatch(member -> structure.of(member) == null);
        if (bare) {
            xml.empty(name);
            return;
        }
        xml.open(name);
        for (Shape.Member member : structure.shape().members()) {
            Value value = structure.of(member);
            if (value != null) {
                member(member.queryName(), member.shape(), value);
            }
        }
        xml.close(name);
    }

    private void member(String name, Shape shape, Value value) {
        if (shape instanceof Shape.Sequence list && value instanceof Value.Sequence sequence) {
            String each = list.flat() ? name : list.elementName();
            wrap(
                    list.flat(),
                    name,
                    () -> sequence.elements().forEach(element -> element(each, list.element(), element)));
        } else if (shape instanceof Shape.Table map && value instanceof Value.Table table) {
            String each = map.flat() ? name : "entry";
            wrap(map.flat(), name, () -> table.entries().entrySet().forEach(entry -> entry(each, map, entry)));
        } else {
            element(name, shape, value);
        }
    }

    private void wrap(boolean flat, String name, Runnable content) {
        if (flat) {
            content.run();
            return;
        }
        xml.open(name);
        content.run();
        xml.close(name);
    }

    private void entry(String name, Shape.Table map, Map.Entry<String, Value> entry) {
        xml.open(name).element(map.keyName(), entry.getKey());
        member(map.valueName(), map.value(), entry.getValue());
        xml.close(name);
    }

    private void element(String name, Shape shape, Value value) {
        if (value instanceof Structure structure) {
            structure(name, structure);
        } else if (value instanceof Value.Simple simple) {
            xml.element(name, text(simple));
        } else {
            member(name, shape, value);
        }
    }

    private static String text(Value.Simple value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Whole whole) {
            return Long.toString(whole.number());
        }
        if (value instanceof Value.Flag flag) {
            return Boolean.toString(flag.holds());
        }
        return value instanceof Value.Blob blob
                ? Base64.getEncoder().encodeToString(blob.bytes().toByteArray())
                : Instant.ofEpochMilli(((Value.Time) value).epochMillis()).toString();
    }
}
