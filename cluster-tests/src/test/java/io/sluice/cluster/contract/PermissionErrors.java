package io.sluice.cluster.contract;

import static io.sluice.cluster.contract.AwsError.INVALID_ATTRIBUTE_VALUE;
import static io.sluice.cluster.contract.AwsError.INVALID_PARAMETER_VALUE;
import static io.sluice.cluster.contract.AwsError.MISSING_PARAMETER;
import static io.sluice.cluster.contract.AwsError.OVER_LIMIT;

import java.util.List;

/** Errors of policies, permissions and tags. */
final class PermissionErrors {
    private static final String ADD = "AddPermission";
    private static final String SET = "SetQueueAttributes";

    private PermissionErrors() {}

    static List<Provocation> provocations() {
        return List.of(
                Provocation.of(
                        ADD,
                        INVALID_PARAMETER_VALUE,
                        adding("l1", "111111111111", "'SendMessage'"),
                        "…Label is invalid. Reason: Already exists."),
                Provocation.of(ADD, INVALID_PARAMETER_VALUE, adding("new", "nobody", "'SendMessage'")),
                Provocation.of(ADD, INVALID_PARAMETER_VALUE, adding("new", "111111111111", "'DeleteQueue'")),
                Provocation.of(ADD, MISSING_PARAMETER, adding("", "111111111111", "'SendMessage'")),
                Provocation.of(ADD, OVER_LIMIT, adding("new", "111111111111", "'SendMessage'")),
                Provocation.of(
                        ADD,
                        OVER_LIMIT,
                        adding("new", "111111111111", "'*'" + ",'SendMessage'".repeat(7))
                                .replace("refused-labelled", "refused-jobs")),
                Provocation.of(
                        "RemovePermission",
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-labelled','Label':'new'}",
                        "…Reason: can't find label."),
                Provocation.of("RemovePermission", MISSING_PARAMETER, "{'QueueUrl':'refused-labelled','Label':''}"),
                Provocation.of(
                        SET,
                        OVER_LIMIT,
                        setting("<many-statements>"),
                        "21 statements were found in the submitted policy, max allowed is 20"),
                Provocation.of(
                        SET,
                        OVER_LIMIT,
                        setting("<many-actions>"),
                        "8 actions were found in a statement from the submitted policy, max allowed is 7"),
                Provocation.of(SET, OVER_LIMIT, setting("<long-policy>"), "Submitted policy is over max allowed size."),
                Provocation.of(SET, INVALID_ATTRIBUTE_VALUE, setting("no JSON")),
                Provocation.of(
                        "TagQueue", INVALID_PARAMETER_VALUE, "{'QueueUrl':'refused-tagged','Tags':{'one':'more'}}"),
                Provocation.of(
                        "TagQueue", INVALID_PARAMETER_VALUE, "{'QueueUrl':'refused-jobs','Tags':{'<x129>':'v'}}"),
                Provocation.of("TagQueue", MISSING_PARAMETER, "{'QueueUrl':'refused-jobs','Tags':{}}"),
                Provocation.of(
                        "UntagQueue", INVALID_PARAMETER_VALUE, "{'QueueUrl':'refused-jobs','TagKeys':['<x129>']}"));
    }

    private static String adding(String label, String account, String actions) {
        return "{'QueueUrl':'refused-labelled','Label':'" + label + "','AWSAccountIds':['" + account + "'],'Actions':["
                + actions + "]}";
    }

    private static String setting(String policy) {
        return "{'QueueUrl':'refused-jobs','Attributes':{'Policy':'" + policy + "'}}";
    }
}
