package io.sluice.node.edge.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.node.edge.call.Checked;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A policy in the shape that AWS gives it, and what becomes of it when a statement is added or taken away. */
final class PolicyDocument {
    /** Numbers stay as they were written. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String STATEMENT = "Statement";
    private static final String SID = "Sid";
    private static final String VERSION = "Version";
    private static final String VERSION_DEFAULT = "2008-10-17";
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private PolicyDocument() {}

    /**
     * A policy that was checked, as it is kept and shown: with the version that one without is of, and with accounts by
     * their ARNs. Tools that set a policy read it again until it is as AWS would show it.
     */
    static String canonical(String policy) {
        ObjectNode given = read(policy);
        ObjectNode document = JSON.createObjectNode();
        if (!given.has(VERSION)) {
            document.put(VERSION, VERSION_DEFAULT);
        }
        document.setAll(given);
        // One alone may stand without brackets, whose members are then no statements.
        JsonNode statements = document.path(STATEMENT);
        for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
            nameAccounts(statement.path("Principal"));
            nameAccounts(statement.path("NotPrincipal"));
        }
        return document.toString();
    }

    private static void nameAccounts(JsonNode principal) {
        JsonNode names = principal.path("AWS");
        if (names instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, named(list.get(i).asText()));
            }
        } else if (names.isTextual()) {
            ((ObjectNode) principal).put("AWS", named(names.asText()));
        }
    }

    private static String named(String principal) {
        return ACCOUNT.matcher(principal).matches() ? root(principal) : principal;
    }

    private static String root(String account) {
        return "arn:aws:iam::" + account + ":root";
    }

    /** The policy with one statement more. */
    static Checked<String> granted(String policy, Grant grant, String queueArn) {
        ObjectNode document = policy.isEmpty() ? empty(queueArn) : read(policy);
        ArrayNode statements = statements(document);
        if (position(statements, grant.label()) >= 0) {
            return Checked.bad(QueueErrors.value(grant.label(), "Label", "Already exists."));
        }
        if (statements.size() == QueueDocuments.STATEMENTS_MAX) {
            return Checked.bad(
                    QueueErrors.overLimit(statements.size() + 1, "Statements", QueueDocuments.STATEMENTS_MAX));
        }
        statements.add(statement(grant, queueArn));
        int principals = QueueDocuments.principals(statements);
        if (principals > QueueDocuments.PRINCIPALS_MAX) {
            return Checked.bad(QueueErrors.overLimit(principals, "Principals", QueueDocuments.PRINCIPALS_MAX));
        }
        String written = document.toString();
        int bytes = written.getBytes(StandardCharsets.UTF_8).length;
        return bytes > QueueDocuments.POLICY_BYTES_MAX
                ? Checked.bad(QueueErrors.overLimit(bytes, "bytes of policy", QueueDocuments.POLICY_BYTES_MAX))
                : Checked.good(written);
    }

    /** The policy with one statement less; nothing when that was the last one. */
    static Checked<String> revoked(String policy, String label) {
        ObjectNode document = policy.isEmpty() ? JSON.createObjectNode() : read(policy);
        ArrayNode statements = statements(document);
        int position = position(statements, label);
        if (position < 0) {
            return Checked.bad(QueueErrors.value(label, "Label", "can't find label."));
        }
        statements.remove(position);
        return Checked.good(statements.isEmpty() ? "" : document.toString());
    }

    private static ObjectNode empty(String queueArn) {
        return JSON.createObjectNode().put(VERSION, VERSION_DEFAULT).put("Id", queueArn + "/SQSDefaultPolicy");
    }

    private static ObjectNode read(String policy) {
        try {
            return (ObjectNode) JSON.readTree(policy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored policy was checked and is not JSON", e);
        }
    }

    /** The statements, as a list that is part of the document, even where one alone stood without brackets. */
    private static ArrayNode statements(ObjectNode document) {
        JsonNode statements = document.path(STATEMENT);
        if (statements instanceof ArrayNode list) {
            return list;
        }
        ArrayNode list = document.putArray(STATEMENT);
        return statements.isObject() ? list.add(statements) : list;
    }

    private static int position(ArrayNode statements, String label) {
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i).path(SID).asText().equals(label)) {
                return i;
            }
        }
        return -1;
    }

    private static ObjectNode statement(Grant grant, String queueArn) {
        ObjectNode statement = JSON.createObjectNode().put(SID, grant.label()).put("Effect", "Allow");
        List<String> principals =
                grant.accounts().stream().map(PolicyDocument::root).toList();
        statement.putObject("Principal").set("AWS", oneOrMore(principals));
        statement.set(
                "Action",
                oneOrMore(
                        grant.actions().stream().map(action -> "SQS:" + action).toList()));
        return statement.put("Resource", queueArn);
    }

    /** One stands alone, several are a list. */
    private static JsonNode oneOrMore(List<String> texts) {
        if (texts.size() == 1) {
            return JSON.getNodeFactory().textNode(texts.get(0));
        }
        ArrayNode list = JSON.createArrayNode();
        texts.forEach(list::add);
        return list;
    }
}
