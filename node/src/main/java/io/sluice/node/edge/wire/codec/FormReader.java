package io.sluice.node.edge.wire.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.sluice.node.edge.wire.shape.Shape;
import io.sluice.node.edge.wire.shape.Structure;
import io.sluice.node.edge.wire.shape.StructureShape;
import io.sluice.node.edge.wire.shape.Value;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads structures from the parameters of the query protocol. Dots in names are the tree; indices need not be
 * contiguous and count as numbers. A list or a map may also go by its name in the model, as some clients have it.
 */
public final class FormReader {
    private static final int DEPTH_MAX = 16;
    private static final int INDEX_DIGITS_MAX = 9;

    private FormReader() {}

    /** What a name has: a value, further names, or both. */
    private static final class Branch {
        private @Nullable String value;
        private final Map<String, Branch> branches = new HashMap<>();

        /** What stands under numbers, in their order. */
        Iterable<Branch> numbered() {
            SortedMap<Integer, Branch> numbered = new TreeMap<>();
            branches.forEach((name, branch) -> number(name).ifPresent(index -> numbered.put(index, branch)));
            return numbered.values();
        }

        private static Optional<Integer> number(String name) {
            boolean digits = !name.isEmpty()
                    && name.length() <= INDEX_DIGITS_MAX
                    && name.chars().allMatch(digit -> digit >= '0' && digit <= '9');
            return digits ? Optional.of(Integer.parseInt(name)) : Optional.empty();
        }
    }

    /** The structure that these parameters are; those it does not know are passed over. */
    public static Structure read(StructureShape shape, Form form) throws Unreadable {
        Branch root = new Branch();
        for (Map.Entry<String, String> parameter : form.parameters().entrySet()) {
            String[] names = parameter.getKey().split("\\.", DEPTH_MAX + 1);
            if (names.length > DEPTH_MAX) {
                throw new Unreadable("A parameter has more than " + DEPTH_MAX + " names");
            }
            Branch branch = root;
            for (String name : names) {
                branch = branch.branches.computeIfAbsent(name, unused -> new Branch());
            }
            branch.value = parameter.getValue();
        }
        return structure(shape, root);
    }

    private static Structure structure(StructureShape shape, Branch branch) throws Unreadable {
        Structure structure = new Structure(shape);
        for (Shape.Member member : shape.members()) {
            Branch found = branch.branches.get(member.queryName());
            if (found == null) {
                found = branch.branches.get(member.name());
            }
            if (found != null) {
                structure.put(member, value(member.shape(), found));
            }
        }
        return structure;
    }

    private static Value value(Shape shape, Branch branch) throws Unreadable {
        if (shape instanceof StructureShape structure) {
            return structure(structure, branch);
        }
        if (shape instanceof Shape.Sequence list) {
            List<Value> elements = new ArrayList<>();
            for (Branch element : inner(branch, list.flat(), list.elementName()).numbered()) {
                elements.add(value(list.element(), element));
            }
            return new Value.Sequence(elements);
        }
        if (shape instanceof Shape.Table map) {
            Map<String, Value> entries = new LinkedHashMap<>();
            for (Branch entry : inner(branch, map.flat(), "entry").numbered()) {
                Branch key = entry.branches.get(map.keyName());
                Branch value = entry.branches.get(map.valueName());
                if (key == null || value == null) {
                    throw new Unreadable("An entry of a map needs both " + map.keyName() + " and " + map.valueName());
                }
                entries.put(text(key), value(map.value(), value));
            }
            return new Value.Table(entries);
        }
        return simple(shape, text(branch));
    }

    private static Branch inner(Branch branch, boolean flat, String name) {
        Branch inner = flat ? null : branch.branches.get(name);
        return inner == null ? branch : inner;
    }

    private static String text(Branch branch) {
        String text = branch.value;
        return text == null ? "" : text;
    }

    private static Value simple(Shape shape, String text) throws Unreadable {
        try {
            if (shape instanceof Shape.Whole whole) {
                return new Value.Whole(whole.wide() ? Long.parseLong(text) : Integer.parseInt(text));
            }
            if (shape instanceof Shape.Flag) {
                if (!text.equals("true") && !text.equals("false")) {
                    throw new Unreadable("'" + Mismatch.cut(text) + "' is neither true nor false");
                }
                return new Value.Flag(text.equals("true"));
            }
            if (shape instanceof Shape.Blob) {
                ByteString bytes =
                        UnsafeByteOperations.unsafeWrap(Base64.getDecoder().decode(text));
                return new Value.Blob(bytes);
            }
            return shape instanceof Shape.Time
                    ? new Value.Time(Instant.parse(text).toEpochMilli())
                    : new Value.Text(text);
        } catch (NumberFormatException noNumber) {
            throw new Unreadable("'" + Mismatch.cut(text) + "' is not a whole number in range");
        } catch (IllegalArgumentException noBase64) {
            throw new Unreadable("'" + Mismatch.cut(text) + "' is not base64");
        } catch (DateTimeParseException noTime) {
            throw new Unreadable("'" + Mismatch.cut(text) + "' is not a time");
        }
    }
}
