package io.sluice.node.edge.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The service model of Amazon SQS without its texts: operations, members, constraints and errors, as they
 * stand in {@code contract/sqs.json}. {@link #derive} makes that file of a model as AWS publishes it.
 */
record ContractModel(JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What of a shape or a member is kept. Whatever else a model says must be one of {@link #TEXTS}. */
    static final Set<String> KEPT = Set.of(
            "type",
            "members",
            "required",
            "member",
            "key",
            "value",
            "enum",
            "exception",
            "shape",
            "min",
            "max",
            "pattern");

    /** What does not bear on a call through gRPC: words for people, and how other wires spell it. */
    static final Set<String> TEXTS =
            Set.of("documentation", "deprecated", "deprecatedMessage", "flattened", "box", "locationName", "error");

    static ContractModel read() {
        return new ContractModel(resource("/contract/sqs.json"));
    }

    static JsonNode resource(String name) {
        try (InputStream in = ContractModel.class.getResourceAsStream(name)) {
            return JSON.readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line for each operation and each shape, in name order. */
    static String derive(Path published) {
        try {
            JsonNode model = JSON.readTree(published.toFile());
            SortedMap<String, JsonNode> operations = new TreeMap<>();
            for (JsonNode operation : model.path("operations")) {
                ObjectNode kept = JSON.createObjectNode();
                kept.put("input", operation.path("input").path("shape").asText());
                kept.put("output", operation.path("output").path("shape").asText());
                operation
                        .path("errors")
                        .forEach(error -> kept.withArray("errors").add(error.path("shape")));
                operations.put(operation.path("name").asText(), kept);
            }
            SortedMap<String, JsonNode> shapes = new TreeMap<>();
            model.path("shapes").properties().forEach(shape -> shapes.put(shape.getKey(), kept(shape.getValue())));
            return "{\"operations\": {" + lines(operations) + "},\n\"shapes\": {" + lines(shapes) + "}}\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lines(SortedMap<String, JsonNode> nodes) {
        return nodes.entrySet().stream()
                .map(node -> "\n\"" + node.getKey() + "\": " + node.getValue())
                .collect(Collectors.joining(","));
    }

    private static JsonNode kept(JsonNode described) {
        ObjectNode kept = JSON.createObjectNode();
        described.properties().forEach(one -> {
            String name = one.getKey();
            if (name.equals("members")) {
                ObjectNode members = kept.putObject("members");
                one.getValue().properties().forEach(member -> members.set(member.getKey(), kept(member.getValue())));
            } else if (KEPT.contains(name)) {
                kept.set(name, one.getValue().isObject() ? kept(one.getValue()) : one.getValue());
            } else if (!TEXTS.contains(name)) {
                throw new IllegalArgumentException("the model says something unheard of: " + one);
            }
        });
        return kept;
    }

    /** Names of all operations. */
    List<String> operations() {
        return names(root.path("operations"));
    }

    /** What an operation takes. */
    Shape input(String operation) {
        return shape(root.path("operations").path(operation).path("input").asText());
    }

    /** What an operation gives; a shape without members where it gives nothing. */
    Shape output(String operation) {
        String name = root.path("operations").path(operation).path("output").asText();
        return name.isEmpty() ? new Shape("", JSON.createObjectNode().put("type", "structure")) : shape(name);
    }

    /** Names of the shapes of errors. */
    List<String> errors() {
        return names(root.path("shapes")).stream()
                .filter(name -> shape(name).said.path("exception").asBoolean())
                .toList();
    }

    Shape shape(String name) {
        JsonNode said = root.path("shapes").path(name);
        if (said.isMissingNode()) {
            throw new IllegalArgumentException("no shape " + name);
        }
        return new Shape(name, said);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        Iterator<String> all = node.fieldNames();
        all.forEachRemaining(names::add);
        return names;
    }

    /** A member's name as gRPC has it: {@code AWSAccountIds} is {@code aws_account_ids}. */
    static String field(String member) {
        return member.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /** One shape. */
    final class Shape {
        private final String name;
        private final JsonNode said;

        private Shape(String name, JsonNode said) {
            this.name = name;
            this.said = said;
        }

        String name() {
            return name;
        }

        String type() {
            return said.path("type").asText();
        }

        /** Members of a structure by name. */
        Map<String, Shape> members() {
            SortedMap<String, Shape> members = new TreeMap<>();
            said.path("members")
                    .properties()
                    .forEach(member -> members.put(
                            member.getKey(),
                            shape(member.getValue().path("shape").asText())));
            return members;
        }

        /** Names of the members of a structure that must be there. */
        List<String> required() {
            List<String> required = new ArrayList<>();
            said.path("required").forEach(one -> required.add(one.asText()));
            return required;
        }

        /** The elements of a list, or the keys or the values of a map. */
        Shape part(String part) {
            return shape(said.path(part).path("shape").asText());
        }

        /** The only texts that it may be; empty when any may be. */
        List<String> values() {
            List<String> values = new ArrayList<>();
            said.path("enum").forEach(one -> values.add(one.asText()));
            return values;
        }

        /** Constraints on lengths, ranges and characters that the model states. */
        boolean bounded() {
            return said.has("min") || said.has("max") || said.has("pattern");
        }
    }
}
