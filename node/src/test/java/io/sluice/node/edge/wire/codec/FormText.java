package io.sluice.node.edge.wire.codec;

import io.sluice.node.edge.wire.shape.Shape;
import io.sluice.node.edge.wire.shape.Structure;
import io.sluice.node.edge.wire.shape.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.StringJoiner;

/** Writes structures as clients of the query protocol do; the other way round is {@link FormReader}. */
public final class FormText {
    private final StringJoiner form = new StringJoiner("&");

    private FormText() {}

    /** The parameters of a structure. */
    public static String of(Structure structure) {
        FormText text = new FormText();
        text.structure("", structure);
        return text.form.toString();
    }

    private void structure(String before, Structure structure) {
        for (Shape.Member member : structure.shape().members()) {
            Value value = structure.of(member);
            if (value != null) {
                value(before + member.queryName(), member.shape(), value);
            }
        }
    }

    private void value(String name, Shape shape, Value value) {
        if (value instanceof Structure structure) {
            structure(name + ".", structure);
        } else if (shape instanceof Shape.Sequence list && value instanceof Value.Sequence sequence) {
            String each = list.flat() ? name : name + "." + list.elementName();
            for (int i = 0; i < sequence.elements().size(); i++) {
                value(each + "." + (i + 1), list.element(), sequence.elements().get(i));
            }
        } else if (shape instanceof Shape.Table map && value instanceof Value.Table table) {
            String each = map.flat() ? name : name + ".entry";
            int i = 1;
            for (var entry : table.entries().entrySet()) {
                parameter(each + "." + i + "." + map.keyName(), entry.getKey());
                value(each + "." + i + "." + map.valueName(), map.value(), entry.getValue());
                i++;
            }
        } else {
            parameter(name, plain(value));
        }
    }

    private static String plain(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Whole whole) {
            return Long.toString(whole.number());
        }
        if (value instanceof Value.Blob blob) {
            return Base64.getEncoder().encodeToString(blob.bytes().toByteArray());
        }
        throw new IllegalArgumentException("no request has " + value);
    }

    private void parameter(String name, String value) {
        form.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
