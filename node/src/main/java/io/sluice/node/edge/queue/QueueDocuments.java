package io.sluice.node.edge.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.node.edge.call.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Checks the attributes that are JSON documents, and puts them in the shape in which they are kept and shown. */
final class QueueDocuments {
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** UTF-8 bytes of a policy. */
    static final int POLICY_BYTES_MAX = 8192;

    /** Statements of a policy. */
    static final int STATEMENTS_MAX = 20;

    /** Principals of a policy, of all its statements together. */
    static final int PRINCIPALS_MAX = 50;

    /** Actions of a statement. */
    static final int ACTIONS_MAX = 7;

    private static final int CONDITIONS_MAX = 10;
    private static final Set<String> VERSIONS = Set.of("2008-10-17", "2012-10-17");
    private static final int SOURCE_QUEUES_MAX = 10;
    private static final int ALLOW_BYTES_MAX = 8192;
    private static final String SOURCES = "sourceQueueArns";
    private static final Set<String> PERMISSIONS = Set.of("allowAll", "denyAll", "byQueue");

    private QueueDocuments() {}

    /** What is wrong with a Policy; null when nothing is. Whom it allows what is not looked at here. */
    static @Nullable ApiError policy(String value) {
        if (bytes(value) > POLICY_BYTES_MAX) {
            return QueueErrors.policyTooLong();
        }
        JsonNode policy = parse(value, POLICY_BYTES_MAX);
        List<JsonNode> statements = policy == null ? List.of() : listed(policy.path("Statement"));
        if (policy == null || !isVersion(policy.path("Version")) || !areStatements(statements)) {
            return QueueErrors.attributeValue(QueueAttribute.POLICY.awsName());
        }
        return tooMany(statements);
    }

    private static boolean isVersion(JsonNode version) {
        return version.isMissingNode() || VERSIONS.contains(version.asText());
    }

    private static boolean areStatements(List<JsonNode> statements) {
        Set<String> labels = new HashSet<>();
        for (JsonNode statement : statements) {
            JsonNode label = statement.path("Sid");
            boolean labelled = label.isMissingNode() || (label.isTextual() && labels.add(label.asText()));
            if (!labelled || !isStatement(statement)) {
                return false;
            }
        }
        return !statements.isEmpty();
    }

    private static boolean isStatement(JsonNode statement) {
        String effect = statement.path("Effect").asText();
        return statement.isObject()
                && (effect.equals("Allow") || effect.equals("Deny"))
                && isEither(statement, "Principal", "NotPrincipal", QueueDocuments::isWhom)
                && isEither(statement, "Action", "NotAction", QueueDocuments::areTexts)
                && (statement.path("Condition").isMissingNode()
                        || statement.path("Condition").isObject());
    }

    /** One of two members is there, and in order. */
    private static boolean isEither(JsonNode statement, String one, String other, Predicate<JsonNode> inOrder) {
        return statement.has(one) != statement.has(other)
                && inOrder.test(statement.has(one) ? statement.path(one) : statement.path(other));
    }

    /** Everybody, or lists of somebodies by kind. */
    private static boolean isWhom(JsonNode principal) {
        if (!principal.isObject()) {
            return principal.isTextual() && principal.asText().equals("*");
        }
        boolean texts = !principal.isEmpty();
        for (JsonNode kind : principal) {
            texts &= areTexts(kind);
        }
        return texts;
    }

    /** One text, or a list of some. */
    private static boolean areTexts(JsonNode node) {
        List<JsonNode> texts = listed(node);
        return !texts.isEmpty()
                && texts.stream()
                        .allMatch(one -> one.isTextual() && !one.asText().isEmpty());
    }

    /** What there is more of in statements than there may be; null when there is nothing. */
    private static @Nullable ApiError tooMany(List<JsonNode> statements) {
        if (statements.size() > STATEMENTS_MAX) {
            return QueueErrors.policyOverLimit(statements.size(), "statements were found in", STATEMENTS_MAX);
        }
        int conditions = 0;
        for (JsonNode statement : statements) {
            int actions = listed(statement.path("Action")).size();
            if (actions > ACTIONS_MAX) {
                return QueueErrors.policyOverLimit(actions, "actions were found in a statement from", ACTIONS_MAX);
            }
            for (JsonNode operator : statement.path("Condition")) {
                conditions += operator.size();
            }
        }
        if (conditions > CONDITIONS_MAX) {
            return QueueErrors.policyOverLimit(conditions, "conditions were found in", CONDITIONS_MAX);
        }
        int principals = principals(statements);
        return principals > PRINCIPALS_MAX
                ? QueueErrors.policyOverLimit(principals, "principals were found in", PRINCIPALS_MAX)
                : null;
    }

    /** How many principals statements name. */
    static int principals(Iterable<JsonNode> statements) {
        int count = 0;
        for (JsonNode statement : statements) {
            for (String name : List.of("Principal", "NotPrincipal")) {
                JsonNode principal = statement.path(name);
                count += principal.isTextual() ? 1 : 0;
                for (JsonNode kind : principal) {
                    count += listed(kind).size();
                }
            }
        }
        return count;
    }

    /** What stands alone or in a list. */
    private static List<JsonNode> listed(JsonNode node) {
        if (node.isArray()) {
            List<JsonNode> elements = new ArrayList<>();
            node.forEach(elements::add);
            return elements;
        }
        return node.isMissingNode() ? List.of() : List.of(node);
    }

    /** What is wrong with a RedriveAllowPolicy; null when nothing is. */
    static @Nullable ApiError redriveAllowPolicy(String value) {
        String name = QueueAttribute.REDRIVE_ALLOW_POLICY.awsName();
        JsonNode policy = parse(value, ALLOW_BYTES_MAX);
        if (policy == null) {
            return QueueErrors.attributeValue(name);
        }
        String permission = policy.path("redrivePermission").asText();
        JsonNode sources = policy.path(SOURCES);
        if (!PERMISSIONS.contains(permission)) {
            return QueueErrors.value(
                    value,
                    name,
                    "Amazon SQS can't create the redrive allow policy. Specify a redrivePermission of"
                            + " allowAll, denyAll or byQueue.");
        }
        boolean byQueue = permission.equals("byQueue");
        boolean listed = sources.isArray() && sources.size() > 0 && sources.size() <= SOURCE_QUEUES_MAX;
        if (byQueue != listed || (!byQueue && !sources.isMissingNode() && !sources.isNull())) {
            return QueueErrors.value(
                    value,
                    name,
                    "Amazon SQS can't create the redrive allow policy. Specify 1 to 10 sourceQueueArns"
                            + " with byQueue, and none otherwise.");
        }
        return null;
    }

    /** A RedriveAllowPolicy that was checked, as it is kept and shown: no queues may be sent as null. */
    static String redriveAllowPolicyCanonical(String value) {
        JsonNode policy = parse(value, ALLOW_BYTES_MAX);
        if (!(policy instanceof ObjectNode document)) {
            throw new IllegalStateException("a policy was checked and is no object");
        }
        if (document.path(SOURCES).isNull()) {
            document.remove(SOURCES);
        }
        return document.toString();
    }

    /** Whether a RedriveAllowPolicy, perhaps none, lets a queue send its dead letters. */
    static boolean allows(String value, String sourceArn) {
        if (value.isEmpty()) {
            return true;
        }
        JsonNode policy = parse(value, ALLOW_BYTES_MAX);
        return policy != null
                && switch (policy.path("redrivePermission").asText()) {
                    case "allowAll" -> true;
                    case "byQueue" -> lists(policy.path(SOURCES), sourceArn);
                    default -> false;
                };
    }

    private static boolean lists(JsonNode arns, String sourceArn) {
        for (JsonNode arn : arns) {
            if (arn.asText().equals(sourceArn)) {
                return true;
            }
        }
        return false;
    }

    /** The object that a text is; null when it is none, or longer than allowed. */
    static @Nullable JsonNode parse(String value, int bytesMax) {
        if (bytes(value) > bytesMax) {
            return null;
        }
        try {
            JsonNode node = JSON.readTree(value);
            return node != null && node.isObject() ? node : null;
        } catch (JsonProcessingException e) {
            // Not JSON: the caller is told that the value is invalid.
            return null;
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
