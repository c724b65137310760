package io.sluice.node.edge.wire.codec;

import com.google.protobuf.ByteString;
import io.sluice.node.edge.wire.shape.Shape;
import io.sluice.node.edge.wire.shape.Structure;
import io.sluice.node.edge.wire.shape.StructureShape;
import io.sluice.node.edge.wire.shape.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values of any shape, seeded: texts from all corners of Unicode, times of any sign, lists of zero to three. */
final class RandomValues {
    private static final String[] TEXTS = {
        "",
        "plain",
        "\"quoted\" & <tagged> 'text'",
        "a\tb\rc\nd\r\n",
        "\u0000\u0001\u001f\u007f\u0085\u2028\u2029",
        "\u00e4\u00df\u20ac\ud7ff\ue000\ufffd",
        "\ud83d\ude00\ud800\udc00\udbff\udfff",
        "a=b&c=d+e%20f",
        "x".repeat(5_000)
    };

    private final Random random;

    RandomValues(long seed) {
        this.random = new Random(seed);
    }

    Structure structure(StructureShape shape) {
        Structure structure = new Structure(shape);
        for (Shape.Member member : shape.members()) {
            if (random.nextInt(4) > 0) {
                structure.put(member, value(member.shape()));
            }
        }
        return structure;
    }

    private Value value(Shape shape) {
        if (shape instanceof StructureShape structure) {
            return structure(structure);
        }
        if (shape instanceof Shape.Sequence list) {
            List<Value> elements = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                elements.add(value(list.element()));
            }
            return new Value.Sequence(elements);
        }
        if (shape instanceof Shape.Table map) {
            Map<String, Value> entries = new LinkedHashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                entries.put(text(), value(map.value()));
            }
            return new Value.Table(entries);
        }
        if (shape instanceof Shape.Whole whole) {
            return new Value.Whole(whole.wide() ? random.nextLong() >> random.nextInt(64) : random.nextInt());
        }
        if (shape instanceof Shape.Flag) {
            return new Value.Flag(random.nextBoolean());
        }
        if (shape instanceof Shape.Blob) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            return new Value.Blob(ByteString.copyFrom(bytes));
        }
        return shape instanceof Shape.Time
                ? new Value.Time(random.nextLong(-10_000_000_000_000L, 10_000_000_000_000L))
                : new Value.Text(text());
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)] + (random.nextBoolean() ? "" : random.nextInt(1000));
    }
}
