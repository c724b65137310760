package io.sluice.node.edge.queue;

import io.sluice.api.v1.AddPermissionRequest;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.Checked;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What AddPermission gives, checked.
 *
 * @param label name of the statement in the policy
 * @param accounts of twelve digits, each once
 * @param actions operations by AWS name, or {@code *}, each once
 */
record Grant(String label, List<String> accounts, List<String> actions) {
    private static final int LABEL_CHARS_MAX = 80;
    private static final int ACTIONS_MAX = QueueDocuments.ACTIONS_MAX;
    private static final Set<String> SHAREABLE = Set.of(
            "*",
            "ChangeMessageVisibility",
            "DeleteMessage",
            "GetQueueAttributes",
            "GetQueueUrl",
            "ListDeadLetterSourceQueues",
            "PurgeQueue",
            "ReceiveMessage",
            "SendMessage");
    private static final Set<String> OWNERS = Set.of(
            "AddPermission",
            "CancelMessageMoveTask",
            "CreateQueue",
            "DeleteQueue",
            "ListMessageMoveTasks",
            "ListQueueTags",
            "ListQueues",
            "RemovePermission",
            "SetQueueAttributes",
            "StartMessageMoveTask",
            "TagQueue",
            "UntagQueue");

    Grant {
        accounts = List.copyOf(accounts);
        actions = List.copyOf(actions);
    }

    static Checked<Grant> of(AddPermissionRequest request) {
        List<String> actions = request.getActionsList();
        ApiError error = firstProblem(actions, request.getAwsAccountIdsList());
        if (error != null) {
            return Checked.bad(error);
        }
        return label(request.getLabel())
                .then(label -> Checked.good(new Grant(
                        label,
                        request.getAwsAccountIdsList().stream().distinct().toList(),
                        actions.stream().distinct().toList())));
    }

    /** A label that a statement can have. */
    static Checked<String> label(String label) {
        if (label.isEmpty()) {
            return Checked.bad(QueueErrors.missing("Label"));
        }
        return QueueAddresses.isName(label, LABEL_CHARS_MAX)
                ? Checked.good(label)
                : Checked.bad(QueueErrors.invalid(
                        "Label can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"));
    }

    private static @Nullable ApiError firstProblem(List<String> actions, List<String> accounts) {
        if (actions.isEmpty()) {
            return QueueErrors.missing("Actions");
        }
        if (accounts.isEmpty()) {
            return principals(accounts);
        }
        if (actions.size() > ACTIONS_MAX) {
            return QueueErrors.overLimit(actions.size(), "Actions", ACTIONS_MAX);
        }
        for (String action : actions) {
            if (!SHAREABLE.contains(action)) {
                return QueueErrors.value(
                        "SQS:" + action,
                        "ActionName",
                        OWNERS.contains(action)
                                ? "Only the queue owner is allowed to invoke this action."
                                : "Please refer to the appropriate WSDL for a list of valid actions.");
            }
        }
        return accounts.stream().allMatch(account -> account.matches("[0-9]{12}")) ? null : principals(accounts);
    }

    private static ApiError principals(List<String> accounts) {
        return QueueErrors.value(accounts, "PrincipalId", "Unable to verify.");
    }
}
