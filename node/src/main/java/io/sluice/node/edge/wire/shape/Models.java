package io.sluice.node.edge.wire.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.node.edge.wire.shape.ServiceModel.Fault;
import io.sluice.node.edge.wire.shape.ServiceModel.Json;
import io.sluice.node.edge.wire.shape.ServiceModel.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the compact models that lie beside this class; {@code node/src/main/models/derive.py} makes them of those that
 * AWS publishes. A model that is not in order is a fault of the build, so it stops the start.
 */
public final class Models {
    private final JsonNode root;
    private final Map<String, Shape> made = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    private Models(JsonNode root) {
        this.root = root;
    }

    /** Amazon SQS. */
    public static ServiceModel sqs() {
        return read("sqs.json");
    }

    /** The model in that file. */
    static ServiceModel read(String file) {
        try (InputStream in = Models.class.getResourceAsStream(file)) {
            return new Models(new ObjectMapper().readTree(Objects.requireNonNull(in, file))).service();
        } catch (IOException broken) {
            throw new UncheckedIOException("the service model " + file + " cannot be read", broken);
        }
    }

    private ServiceModel service() {
        JsonNode about = root.path("service");
        SortedMap<String, Operation> operations = new TreeMap<>();
        root.path("operations").properties().forEach(one -> {
            JsonNode said = one.getValue();
            StructureShape input = said.has("input")
                    ? structure(said.path("input").asText())
                    : new StructureShape(one.getKey() + "Request", List.of());
            Optional<StructureShape> output = said.has("output")
                    ? Optional.of(structure(said.path("output").asText()))
                    : Optional.empty();
            operations.put(one.getKey(), new Operation(one.getKey(), input, output, texts(said.path("errors"))));
        });
        Map<String, Fault> errors = new HashMap<>();
        root.path("errors").properties().forEach(one -> {
            JsonNode said = one.getValue();
            String code = said.path("code").asText(one.getKey());
            boolean sender = !said.path("receiver").asBoolean();
            errors.put(
                    one.getKey(),
                    new Fault(one.getKey(), code, said.path("status").asInt(), sender));
        });
        return new ServiceModel(
                about.path("name").asText(),
                about.path("version").asText(),
                about.path("target").asText(),
                json(about.path("json").asText()),
                about.path("namespace").asText(),
                operations,
                Map.copyOf(errors));
    }

    private static Json json(String version) {
        return switch (version) {
            case "" -> Json.NONE;
            case "1.0" -> Json.V1_0;
            case "1.1" -> Json.V1_1;
            default -> throw new IllegalArgumentException("JSON protocol " + version);
        };
    }

    private StructureShape structure(String name) {
        return (StructureShape) shape(name);
    }

    private Shape shape(String name) {
        Shape known = made.get(name);
        if (known != null) {
            return known;
        }
        JsonNode said = root.path("shapes").path(name);
        if (!open.add(name) || said.isMissingNode()) {
            throw new IllegalArgumentException("shape " + name + " contains itself, or is not there");
        }
        Shape shape = make(name, said);
        open.remove(name);
        made.put(name, shape);
        return shape;
    }

    private Shape make(String name, JsonNode said) {
        Bounds bounds = new Bounds(
                said.path("min").asLong(Bounds.NONE.min()), said.path("max").asLong(Bounds.NONE.max()));
        String type = said.path("type").asText();
        return switch (type) {
            case "string" -> new Shape.Text(name, bounds, pattern(said), texts(said.path("enum")));
            case "integer" -> new Shape.Whole(name, bounds, false);
            case "long" -> new Shape.Whole(name, bounds, true);
            case "boolean" -> new Shape.Flag(name);
            case "blob" -> new Shape.Blob(name, bounds);
            case "timestamp" -> new Shape.Time(name);
            case "list" ->
                new Shape.Sequence(
                        name,
                        shape(said.path("element").asText()),
                        bounds,
                        said.path("flat").asBoolean(),
                        said.path("name").asText("member"));
            case "map" ->
                new Shape.Table(
                        name,
                        (Shape.Text) shape(said.path("key").asText()),
                        shape(said.path("value").asText()),
                        bounds,
                        said.path("flat").asBoolean(),
                        said.path("names").path(0).asText("key"),
                        said.path("names").path(1).asText("value"));
            case "structure" -> new StructureShape(name, members(said));
            default -> throw new IllegalArgumentException("shape " + name + " is of type " + type);
        };
    }

    private List<Shape.Member> members(JsonNode said) {
        List<String> required = texts(said.path("required"));
        List<Shape.Member> members = new ArrayList<>();
        said.path("members").properties().forEach(one -> {
            String name = one.getKey();
            JsonNode target = one.getValue();
            String of = target.isArray() ? target.path(0).asText() : target.asText();
            String queryName = target.isArray() ? target.path(1).asText() : name;
            members.add(new Shape.Member(name, members.size(), shape(of), required.contains(name), queryName));
        });
        return members;
    }

    /** What AWS calls a pattern must match as a whole. */
    private static Optional<Pattern> pattern(JsonNode said) {
        return said.has("pattern")
                ? Optional.of(Pattern.compile(said.path("pattern").asText()))
                : Optional.empty();
    }

    private static List<String> texts(JsonNode all) {
        List<String> texts = new ArrayList<>();
        all.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
