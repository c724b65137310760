package io.sluice.node.edge.access;

import java.util.Locale;
import java.util.Set;

/**
 * What somebody wants to do, as policies name it.
 *
 * @param name {@code sqs:SendMessage}
 * @param comparable the same in lower case, for names of actions have none
 */
public record Action(String name, String comparable) {
    private static final String QUEUES = "sqs:";
    private static final String ADMINISTRATION = "sluice:";
    private static final String BATCH = "Batch";

    /** Actions that only the queue's own account is allowed, whatever a policy says: AWS's, and those of ours. */
    private static final Set<String> OWNERS = Set.of(
            "sqs:addpermission",
            "sqs:cancelmessagemovetask",
            "sqs:createqueue",
            "sqs:deletequeue",
            "sqs:listmessagemovetasks",
            "sqs:listqueues",
            "sqs:listqueuetags",
            "sqs:parkmessagegroup",
            "sqs:redrivedeadletters",
            "sqs:releasemessagegroup",
            "sqs:removepermission",
            "sqs:resumemessagegroup",
            "sqs:setdelivery",
            "sqs:setgrouppolicy",
            "sqs:setqueueattributes",
            "sqs:skipmessagegrouphead",
            "sqs:startmessagemovetask",
            "sqs:tagqueue",
            "sqs:undoredrive",
            "sqs:untagqueue");

    private Action(String name) {
        this(name, name.toLowerCase(Locale.ROOT));
    }

    /** What an operation on queues is called: a batch is allowed to whom the single call is (AWS: the same). */
    public static Action ofQueues(String operation) {
        boolean batch = operation.endsWith(BATCH);
        return new Action(QUEUES + (batch ? operation.substring(0, operation.length() - BATCH.length()) : operation));
    }

    /** What an operation on the cluster is called. */
    public static Action ofAdministration(String operation) {
        return new Action(ADMINISTRATION + operation);
    }

    /** Whether no policy can allow it to another account. */
    boolean isOwners() {
        return OWNERS.contains(comparable);
    }
}
