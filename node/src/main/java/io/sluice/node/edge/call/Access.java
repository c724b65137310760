package io.sluice.node.edge.call;

import io.sluice.node.edge.access.Action;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.access.Judge;
import io.sluice.node.edge.access.Judge.Verdict;

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
        Caller caller = call.caller();
        return decided(
                Judge.judge(caller, call.action(), CLUSTER_ARN, caller.account()), caller, call.action(), CLUSTER_ARN);
    }

    /** Whether a caller may do that to a resource of an account. */
    public static Checked<Action> ofResource(Caller caller, Action action, String arn, String owner) {
        return decided(Judge.judge(caller, action, arn, owner), caller, action, arn);
    }

    private static Checked<Action> decided(Verdict verdict, Caller caller, Action action, String arn) {
        return verdict == Verdict.ALLOWED ? Checked.good(action) : Checked.bad(denied(caller, action, arn));
    }

    /** The same words whether the resource is there or not. */
    private static ApiError denied(Caller caller, Action action, String arn) {
        return new ApiError(
                ErrorShape.ACCESS_DENIED,
                "User: " + caller.identity().arn() + " is not authorized to perform: " + action.comparable()
                        + " on resource: " + arn);
    }
}
