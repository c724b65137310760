package io.sluice.node.edge.wire.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What AWS's framework finds wrong with a request before its service sees it, in the framework's words: up to ten
 * complaints in the order of the model, joined by semicolons.
 */
public final class Constraints {
    private static final int COMPLAINTS_MAX = 10;
    /** Longer values are cut in texts: an error must not be larger than what it is about. */
    private static final int VALUE_CHARS_MAX = 1024;

    private final List<String> complaints = new ArrayList<>();

    private Constraints() {}

    /** Everything that is wrong with a request, as one text; empty when nothing is. */
    public static Optional<String> violated(Structure request) {
        Constraints found = new Constraints();
        found.members(request, "");
        int count = found.complaints.size();
        if (count == 0) {
            return Optional.empty();
        }
        String noun = count == 1 ? " validation error detected: " : " validation errors detected: ";
        return Optional.of(count + noun + String.join("; ", found.complaints));
    }

    private void members(Structure structure, String path) {
        for (Shape.Member member : structure.shape().members()) {
            Value value = structure.of(member);
            String here = path + lowerFirst(member.name());
            if (value != null) {
                check(member.shape(), value, here);
            } else if (member.required()) {
                complain(null, here, "Member must not be null");
            }
        }
    }

    private void check(Shape shape, Value value, String path) {
        if (shape instanceof Shape.Sequence list && value instanceof Value.Sequence sequence) {
            length(list.size(), sequence.elements().size(), value, path);
            for (int i = 0; i < sequence.elements().size(); i++) {
                check(list.element(), sequence.elements().get(i), path + "." + (i + 1) + ".member");
            }
        } else if (shape instanceof Shape.Table map && value instanceof Value.Table table) {
            length(map.size(), table.entries().size(), value, path);
            each(
                    map.key(),
                    table.entries().keySet().stream().map(Value.Text::new).toList(),
                    table,
                    path,
                    "keys");
            each(map.value(), table.entries().values(), table, path, "value");
        } else if (value instanceof Structure structure) {
            members(structure, path + ".");
        } else {
            broken(shape, value).forEach(rule -> complain(value, path, rule));
        }
    }

    /** Of the keys or the values of a map AWS says all rules at once, when one of them breaks one. */
    private void each(Shape shape, Iterable<? extends Value> parts, Value table, String path, String what) {
        for (Value part : parts) {
            if (!broken(shape, part).isEmpty()) {
                complain(table, path, "Map " + what + " must satisfy constraint: " + rules(shape));
                return;
            }
        }
    }

    private static List<String> broken(Shape shape, Value value) {
        List<String> broken = new ArrayList<>();
        if (shape instanceof Shape.Text text && value instanceof Value.Text given) {
            String said = given.text();
            text.pattern()
                    .filter(pattern -> !pattern.matcher(said).matches())
                    .ifPresent(pattern -> broken.add(rule(pattern)));
            broken.addAll(outside(text.length(), said.length(), "length"));
            if (!text.values().isEmpty() && !text.values().contains(said)) {
                broken.add("Member must satisfy enum value set: " + text.values());
            }
        } else if (shape instanceof Shape.Whole whole && value instanceof Value.Whole given) {
            broken.addAll(outside(whole.range(), given.number(), "value"));
        } else if (shape instanceof Shape.Blob blob && value instanceof Value.Blob given) {
            broken.addAll(outside(blob.length(), given.bytes().size(), "length"));
        }
        return broken;
    }

    private static List<String> rules(Shape shape) {
        List<String> rules = new ArrayList<>();
        if (shape instanceof Shape.Text text) {
            Bounds length = text.length();
            if (length.max() != Bounds.NONE.max()) {
                rules.add("Member must have length less than or equal to " + length.max());
            }
            if (length.min() != Bounds.NONE.min()) {
                rules.add("Member must have length greater than or equal to " + length.min());
            }
            text.pattern().ifPresent(pattern -> rules.add(rule(pattern)));
        }
        return rules;
    }

    private static String rule(Object pattern) {
        return "Member must satisfy regular expression pattern: " + pattern;
    }

    private void length(Bounds bounds, int length, Value value, String path) {
        outside(bounds, length, "length").forEach(rule -> complain(value, path, rule));
    }

    private static List<String> outside(Bounds bounds, long number, String what) {
        if (number < bounds.min()) {
            return List.of("Member must have " + what + " greater than or equal to " + bounds.min());
        }
        return number > bounds.max()
                ? List.of("Member must have " + what + " less than or equal to " + bounds.max())
                : List.of();
    }

    private void complain(@Nullable Value value, String path, String rule) {
        if (complaints.size() < COMPLAINTS_MAX) {
            String shown = value == null ? "null" : "'" + shown(value) + "'";
            complaints.add("Value " + shown + " at '" + path + "' failed to satisfy constraint: " + rule);
        }
    }

    /** As the framework's own classes print themselves. */
    private static String shown(Value value) {
        StringBuilder text = new StringBuilder();
        show(value, text);
        return text.length() > VALUE_CHARS_MAX ? text.substring(0, VALUE_CHARS_MAX) : text.toString();
    }

    private static void show(Value value, StringBuilder text) {
        if (text.length() > VALUE_CHARS_MAX) {
            return;
        }
        if (value instanceof Value.Text given) {
            text.append(given.text());
        } else if (value instanceof Value.Whole given) {
            text.append(given.number());
        } else if (value instanceof Value.Blob given) {
            int size = given.bytes().size();
            text.append("java.nio.HeapByteBuffer[pos=0 lim=")
                    .append(size)
                    .append(" cap=")
                    .append(size)
                    .append(']');
        } else if (value instanceof Value.Sequence given) {
            String before = "[";
            for (Value element : given.elements()) {
                show(element, text.append(before));
                before = ", ";
            }
            text.append(given.elements().isEmpty() ? "[]" : "]");
        } else if (value instanceof Value.Table given) {
            String before = "{";
            for (var entry : given.entries().entrySet()) {
                show(
                        entry.getValue(),
                        text.append(before).append(entry.getKey()).append('='));
                before = ", ";
            }
            text.append(given.entries().isEmpty() ? "{}" : "}");
        } else {
            text.append(value);
        }
    }

    private static String lowerFirst(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
