package io.sluice.node.edge.access;

import io.sluice.node.edge.access.Policy.Finding;
import java.util.Optional;

/**
 * Decides, from a call and the policy of its resource alone, what may be, as AWS does: an explicit denial wins; within
 * an account either the caller's scope or a policy that names him is enough; between accounts both must allow it, and
 * some actions are never another account's. Pure.
 */
public final class Judge {
    private Judge() {}

    /** What may be. */
    public enum Verdict {
        /** It may. */
        ALLOWED,
        /** Nothing that counts allows it. */
        NOT_ALLOWED,
        /** The resource's policy denies it. */
        DENIED
    }

    /** Decides about a call. */
    public static Verdict judge(Circumstances call, Optional<Policy> policy) {
        Identity identity = call.caller().identity();
        if (identity.trusted()) {
            return Verdict.ALLOWED;
        }
        Finding finding = policy.map(one -> one.about(call)).orElse(Finding.SILENT);
        if (finding == Finding.DENIED) {
            return Verdict.DENIED;
        }
        boolean allowed = isOwn(call)
                ? finding == Finding.ALLOWED || isInScope(call)
                : finding != Finding.SILENT && dependsOnPolicy(call);
        return allowed ? Verdict.ALLOWED : Verdict.NOT_ALLOWED;
    }

    /** Whether there are policies that let an account call another one's resource so; if not, none need be read. */
    public static boolean dependsOnPolicy(Circumstances call) {
        return isInScope(call) && !call.action().isOwners();
    }

    private static boolean isOwn(Circumstances call) {
        return call.caller().account().equals(call.owner());
    }

    private static boolean isInScope(Circumstances call) {
        return call.caller().identity().scope().allows(call.action(), call.arn());
    }
}
