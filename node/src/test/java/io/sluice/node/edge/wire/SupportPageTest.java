package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.node.edge.call.ErrorShape;
import io.sluice.node.edge.queue.QueueAttributeNames;
import io.sluice.node.edge.wire.shape.Models;
import io.sluice.node.edge.wire.shape.ServiceModel;
import io.sluice.node.edge.wire.shape.ServiceModel.Operation;
import io.sluice.node.edge.wire.shape.Shape;
import io.sluice.node.edge.wire.shape.StructureShape;
import io.sluice.node.golden.Golden;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page that says what of AWS is here is made from the models and the bindings, never written by hand. */
final class SupportPageTest {
    private static final String BEGINNING = """
            # What of AWS is here

            Made by `SupportPageTest` from AWS's model of the service, from our own methods, and from what is
            known to differ (`node/src/main/models/sqs-differences.json`); `-Dgolden.rewrite=true` makes it anew. An
            operation is here when a method of its name is, with a field for each of its members, or the node does
            not start.

            """;

    private final Path root = Golden.resources().resolve("../../../../..").normalize();
    private final ServiceModel sqs = Models.sqs();
    private final Set<String> methods = QueueServiceGrpc.getServiceDescriptor().getMethods().stream()
            .map(method -> Objects.requireNonNull(method.getBareMethodName()))
            .collect(Collectors.toCollection(TreeSet::new));
    private final Set<String> told =
            Arrays.stream(ErrorShape.values()).map(ErrorShape::shapeName).collect(Collectors.toSet());

    @Test
    void thePageSaysWhatTheModelsAndTheBindingsSay() throws IOException {
        JsonNode differences = new ObjectMapper()
                .readTree(root.resolve("node/src/main/models/sqs-differences.json")
                        .toFile());
        StringBuilder page = new StringBuilder(BEGINNING);
        page.append("## Amazon SQS, ").append(sqs.version()).append("\n\n");
        page.append("By awsJson 1.0, and by awsQuery with GET and POST; over HTTP/1.1 and HTTP/2 with prior")
                .append(" knowledge.\n\n");
        differences
                .path("all")
                .forEach(one -> page.append("- ").append(said(one)).append('\n'));
        page.append("\n| operation | takes | gives | errors of the model that are told | differs |\n")
                .append("|---|---|---|---|---|\n");
        for (Operation operation : sqs.operations().values()) {
            page.append(row(operation, differences.path(operation.name()))).append('\n');
        }
        page.append("\nErrors of the model that nothing here tells: ")
                .append(sqs.errors().keySet().stream()
                        .filter(error -> !told.contains(error))
                        .sorted()
                        .collect(Collectors.joining(", ")))
                .append(".\n");

        Golden.check(root.resolve("node/docs/aws.md"), page.toString());
    }

    private String row(Operation operation, JsonNode differences) {
        StringBuilder differs = new StringBuilder();
        differences.forEach(one -> differs.append(said(one)).append(' '));
        String errors =
                operation.errors().stream().filter(told::contains).sorted().collect(Collectors.joining(", "));
        String here = methods.contains(operation.name()) ? "" : " (not here)";
        return "| " + operation.name() + here + " | " + members(operation.input()) + " | "
                + operation.output().map(SupportPageTest::members).orElse("") + " | " + errors + " | "
                + differs.toString().strip() + " |";
    }

    /** A difference; one that names a test stands only as long as there is that test. */
    private String said(JsonNode difference) {
        if (difference.has("shown")) {
            String shown = difference.path("shown").asText();
            int dot = shown.lastIndexOf('.');
            assertThat(tests(SupportPageTest.class.getPackageName() + "." + shown.substring(0, dot)))
                    .contains(shown.substring(dot + 1));
        }
        return difference.path("says").asText(difference.asText()).replace("@attributes@", ownAttributes());
    }

    private static List<String> tests(String type) {
        try {
            return Arrays.stream(Class.forName(type).getDeclaredMethods())
                    .map(Method::getName)
                    .toList();
        } catch (ClassNotFoundException gone) {
            throw new AssertionError("a difference names a test that is not there", gone);
        }
    }

    /** Names of attributes that the queues have and the model does not. */
    private String ownAttributes() {
        Operation set = Objects.requireNonNull(sqs.operations().get("SetQueueAttributes"));
        Shape.Table attributes = (Shape.Table)
                Objects.requireNonNull(set.input().member("Attributes")).shape();
        return QueueAttributeNames.all().stream()
                .filter(name -> !attributes.key().values().contains(name))
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", "));
    }

    private static String members(StructureShape shape) {
        return shape.members().stream()
                .map(member -> member.required() ? "**" + member.name() + "**" : member.name())
                .collect(Collectors.joining(", "));
    }
}
