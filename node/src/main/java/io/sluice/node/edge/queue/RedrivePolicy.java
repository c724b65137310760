package io.sluice.node.edge.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.Limits;
import java.util.Iterator;

/**
 * The document of the attribute RedrivePolicy, checked.
 *
 * @param targetArn the queue that dead letters go to
 * @param receivesMax receives after which the next one moves a message, 1 to 1000
 * @param text the document in one spelling; the count is a number or a text, as it was given
 */
record RedrivePolicy(String targetArn, int receivesMax, String text) {
    private static final int BYTES_MAX = 2048;
    private static final String TARGET = "deadLetterTargetArn";
    private static final String COUNT = "maxReceiveCount";

    /** The policy of a document. Whether the queue is there is not known yet. */
    static Checked<RedrivePolicy> parse(String value) {
        JsonNode policy = QueueDocuments.parse(value, BYTES_MAX);
        if (policy == null) {
            return bad(value, "Redrive policy is not a valid JSON map.");
        }
        for (String name : new String[] {TARGET, COUNT}) {
            if (policy.path(name).isMissingNode() || policy.path(name).isNull()) {
                return bad(value, "Redrive policy does not contain mandatory attribute: " + name + ".");
            }
        }
        for (Iterator<String> names = policy.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!name.equals(TARGET) && !name.equals(COUNT)) {
                return bad(value, "Only following attributes are supported: [" + TARGET + ", " + COUNT + "].");
            }
        }
        JsonNode count = policy.path(COUNT);
        if (!isCount(count)) {
            return bad(
                    value,
                    "Invalid value for maxReceiveCount: " + count.asText()
                            + ", valid values are from 1 to 1000 both inclusive.");
        }
        String arn = policy.path(TARGET).asText();
        if (!policy.path(TARGET).isTextual() || QueueArn.parse(arn).isEmpty()) {
            return bad(value, "Invalid value for deadLetterTargetArn.");
        }
        int receivesMax = Integer.parseInt(count.asText());
        ObjectNode canonical = JsonNodeFactory.instance.objectNode().put(TARGET, arn);
        if (count.isTextual()) {
            canonical.put(COUNT, Integer.toString(receivesMax));
        } else {
            canonical.put(COUNT, receivesMax);
        }
        return Checked.good(new RedrivePolicy(arn, receivesMax, canonical.toString()));
    }

    private static boolean isCount(JsonNode count) {
        boolean written = count.isIntegralNumber() || count.isTextual();
        String text = count.asText();
        return written
                && text.matches("[0-9]{1,9}")
                && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= Limits.RECEIVES_MAX;
    }

    private static Checked<RedrivePolicy> bad(String value, String reason) {
        return Checked.bad(error(value, reason));
    }

    /** What is wrong with a policy. */
    static ApiError error(String value, String reason) {
        return QueueErrors.value(value, QueueAttribute.REDRIVE_POLICY.awsName(), reason);
    }
}
