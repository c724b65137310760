package io.sluice.node.edge.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.sluice.node.edge.call.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the attributes that are JSON documents. They are stored and shown as they were given. */
final class QueueDocuments {
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int POLICY_BYTES_MAX = 8192;
    private static final int STATEMENTS_MAX = 20;
    private static final int ACTIONS_MAX = 7;
    private static final int SOURCE_QUEUES_MAX = 10;
    private static final int ALLOW_BYTES_MAX = 8192;
    private static final Set<String> PERMISSIONS = Set.of("allowAll", "denyAll", "byQueue");

    private QueueDocuments() {}

    /** What is wrong with a Policy; null when nothing is. */
    static @Nullable ApiError policy(String value) {
        JsonNode policy = parse(value, POLICY_BYTES_MAX);
        if (policy == null || !hasStatements(policy.path("Statement"))) {
            return QueueErrors.attributeValue(QueueAttribute.POLICY.awsName());
        }
        return null;
    }

    private static boolean hasStatements(JsonNode statements) {
        if (statements.isObject()) {
            return isStatement(statements);
        }
        if (!statements.isArray() || statements.size() > STATEMENTS_MAX) {
            return false;
        }
        for (JsonNode statement : statements) {
            if (!isStatement(statement)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStatement(JsonNode statement) {
        String effect = statement.path("Effect").asText();
        return statement.isObject()
                && (effect.equals("Allow") || effect.equals("Deny"))
                && statement.path("Action").size() <= ACTIONS_MAX;
    }

    /** What is wrong with a RedriveAllowPolicy; null when nothing is. */
    static @Nullable ApiError redriveAllowPolicy(String value) {
        String name = QueueAttribute.REDRIVE_ALLOW_POLICY.awsName();
        JsonNode policy = parse(value, ALLOW_BYTES_MAX);
        if (policy == null) {
            return QueueErrors.attributeValue(name);
        }
        String permission = policy.path("redrivePermission").asText();
        JsonNode sources = policy.path("sourceQueueArns");
        if (!PERMISSIONS.contains(permission)) {
            return QueueErrors.value(
                    value,
                    name,
                    "Amazon SQS can't create the redrive allow policy. Specify a redrivePermission of"
                            + " allowAll, denyAll or byQueue.");
        }
        boolean byQueue = permission.equals("byQueue");
        boolean listed = sources.isArray() && sources.size() > 0 && sources.size() <= SOURCE_QUEUES_MAX;
        if (byQueue != listed || (!byQueue && !sources.isMissingNode())) {
            return QueueErrors.value(
                    value,
                    name,
                    "Amazon SQS can't create the redrive allow policy. Specify 1 to 10 sourceQueueArns"
                            + " with byQueue, and none otherwise.");
        }
        return null;
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
                    case "byQueue" -> lists(policy.path("sourceQueueArns"), sourceArn);
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
        if (value.getBytes(StandardCharsets.UTF_8).length > bytesMax) {
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
}
