package io.sluice.node.edge.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.node.edge.wire.codec.DocumentCodec;
import io.sluice.node.edge.wire.codec.FormText;
import io.sluice.node.edge.wire.codec.Unreadable;
import io.sluice.node.edge.wire.shape.Models;
import io.sluice.node.edge.wire.shape.ServiceModel;
import io.sluice.node.edge.wire.shape.StructureShape;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends requests that are not in order by both protocols, and writes down what is said of them. */
final class ViolationBook {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DocumentCodec CODEC = DocumentCodec.json();
    private static final ServiceModel SQS = Models.sqs();
    private static final Pattern ERROR = Pattern.compile("<Code>(.*)</Code><Message>(.*)</Message>", Pattern.DOTALL);
    /** Stands in a form for a number until what is no number takes its place. */
    private static final int PLACE = 77_777;

    private final WireFace face;
    private final List<String> lines = new ArrayList<>();

    /** A book about a face. */
    ViolationBook(WireFace face) {
        this.face = face;
    }

    /** What was said of a request, by forms too where they can say the same. */
    void tell(String operation, String what, ObjectNode request) throws Exception {
        tell(operation, what, request, form(operation, request));
    }

    /** The same of a member that should be a number, and of what no number of that size is. */
    void tellNumber(String operation, String at, String name, String value, ViolationsTest.Place place)
            throws Exception {
        ObjectNode request = place.with(one -> {
            if (value.matches("-?[0-9]+")) {
                one.put(name, Long.parseLong(value));
            } else {
                one.put(name, value);
            }
        });
        String form = form(operation, place.with(one -> one.put(name, PLACE)));
        String shown = request.findValue(name).isTextual() ? "'" + value + "'" : value;
        tell(operation, at + " = " + shown, request, form.replace("=" + PLACE, "=" + value));
    }

    private void tell(String operation, String what, ObjectNode request, String form) throws Exception {
        HttpResponse<String> json = face.json(operation, request.toString());
        lines.add(operation + ": " + what);
        lines.add("  json  " + json.statusCode() + " " + said(json));
        if (!form.isEmpty()) {
            HttpResponse<String> query = face.form("/", "Action=" + operation + "&Version=2012-11-05&" + form);
            lines.add("  query " + query.statusCode() + " " + error(query.body()));
        }
    }

    /** Everything; a receipt of a test is no part of it. */
    String text(String receipt) {
        return String.join("\n", lines).replace(receipt, "$").replaceAll("x{80,}", "x...") + "\n";
    }

    /** Empty where a form cannot say the same: it knows texts only. */
    private static String form(String operation, ObjectNode request) {
        StructureShape shape =
                Objects.requireNonNull(SQS.operations().get(operation)).input();
        try {
            return "&" + FormText.of(CODEC.read(shape, request.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (Unreadable otherKind) {
            return "";
        }
    }

    private static String said(HttpResponse<String> response) throws IOException {
        JsonNode body = JSON.readTree(response.body());
        JsonNode failed = body.path("Failed").path(0);
        if (failed.isObject()) {
            return "entry " + failed.path("Code").asText() + ": "
                    + failed.path("Message").asText();
        }
        if (response.statusCode() == 200) {
            return "done";
        }
        String text = body.has("Message")
                ? body.path("Message").asText()
                : body.path("message").asText();
        return body.path("__type").asText() + " "
                + response.headers().firstValue("x-amzn-query-error").orElse("") + ": " + text;
    }

    private static String error(String xml) {
        Matcher error = ERROR.matcher(xml);
        return error.find() ? error.group(1) + ": " + error.group(2) : "done";
    }
}
