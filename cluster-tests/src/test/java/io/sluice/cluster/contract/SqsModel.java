package io.sluice.cluster.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeSet;

/** The service model of SQS as the nodes have it: which errors an operation has, and how forms spell a request. */
final class SqsModel {
    private static final Path FILE = Path.of("../node/src/main/resources/io/sluice/node/edge/wire/shape/sqs.json");

    private final JsonNode root;

    private SqsModel(JsonNode root) {
        this.root = root;
    }

    static SqsModel read() {
        try {
            return new SqsModel(new ObjectMapper().readTree(FILE.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    /** All operations, in the order of their names. */
    List<String> operations() {
        TreeSet<String> names = new TreeSet<>();
        root.path("operations").fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }

    /** Shapes of the errors of an operation. */
    List<String> errors(String operation) {
        List<String> errors = new ArrayList<>();
        root.path("operations").path(operation).path("errors").forEach(error -> errors.add(error.asText()));
        return errors;
    }

    /** The parameters of a request of this operation, encoded. */
    String form(String operation, JsonNode request) {
        Form form = new Form();
        form.structure("", input(operation), request);
        return form.parameters.toString();
    }

    private JsonNode input(String operation) {
        return shape(root.path("operations").path(operation).path("input").asText());
    }

    private JsonNode shape(String name) {
        JsonNode shape = root.path("shapes").path(name);
        if (shape.isMissingNode()) {
            throw new IllegalArgumentException("the model has no shape " + name);
        }
        return shape;
    }

    /**
     * A walk along a request and its shape. A member is described by its shape, or by that and its name in forms. What
     * SQS has of lists and maps is all flat there (contract, 4.3).
     */
    private final class Form {
        private final StringJoiner parameters = new StringJoiner("&");

        private void structure(String before, JsonNode shape, JsonNode given) {
            given.properties().forEach(member -> {
                JsonNode described = shape.path("members").path(member.getKey());
                boolean named = described.isArray();
                String name = named ? described.path(1).asText() : member.getKey();
                value(before + name, shape((named ? described.path(0) : described).asText()), member.getValue());
            });
        }

        private void value(String name, JsonNode shape, JsonNode given) {
            switch (shape.path("type").asText()) {
                case "structure" -> structure(name + ".", shape, given);
                case "list" -> {
                    for (int i = 0; i < given.size(); i++) {
                        value(name + "." + (i + 1), shape(shape.path("element").asText()), given.path(i));
                    }
                }
                case "map" -> {
                    int i = 0;
                    for (var entry : given.properties()) {
                        i++;
                        String each = name + "." + i + ".";
                        parameter(each + shape.path("names").path(0).asText(), entry.getKey());
                        value(
                                each + shape.path("names").path(1).asText(),
                                shape(shape.path("value").asText()),
                                entry.getValue());
                    }
                }
                default -> parameter(name, given.asText());
            }
        }

        private void parameter(String name, String value) {
            parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
