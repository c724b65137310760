package io.sluice.node.edge.call;

import io.sluice.node.edge.access.Action;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.access.Circumstances;
import io.sluice.node.edge.access.Judge;
import io.sluice.node.edge.access.Judge.Verdict;
import io.sluice.node.edge.access.Policy;
import java.time.Instant;
import java.util.Optional;

/**
 * The one point where it is decided whether a call may be: every operation of every face asks here before anything is
 * done, those on queues where the queue is looked for, those on the cluster where they begin.
 */
public final class Access {
    /** What operations on the cluster are operations on. */
    private static final String CLUSTER_ARN = "arn:sluice:cluster:::cluster";

    private Access() {}

    /** Whether a call may be made of the cluster; only its caller's own scope can allow it. */
    public static Checked<Action> ofCluster(ApiCall call) {
        return decided(
                new Circumstances(call.caller(), call.action(), CLUSTER_ARN, call.account(), Instant.EPOCH),
                Optional.empty());
    }

    /** Whether a call may be made of a resource with such a policy. */
    public static Checked<Action> ofResource(Circumstances call, Optional<Policy> policy) {
        return decided(call, policy);
    }

    private static Checked<Action> decided(Circumstances call, Optional<Policy> policy) {
        Verdict verdict = Judge.judge(call, policy);
        return verdict == Verdict.ALLOWED ? Checked.good(call.action()) : Checked.bad(denied(call, verdict));
    }

    /** The same words whether the resource is there or not, and to other accounts whatever its policy says. */
    public static ApiError denied(Circumstances call, Verdict verdict) {
        Caller caller = call.caller();
        boolean told = verdict == Verdict.DENIED && caller.account().equals(call.owner());
        return new ApiError(
                ErrorShape.ACCESS_DENIED,
                "User: " + caller.identity().arn() + " is not authorized to perform: "
                        + call.action().comparable() + " on resource: " + call.arn()
                        + (told ? " with an explicit deny in a resource-based policy" : ""));
    }
}
