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
        boolean scope = identity.scope().allows(call.action(), call.arn());
        boolean allowed = identity.account().equals(call.owner())
                ? scope || finding == Finding.ALLOWED
                : scope && finding != Finding.SILENT && !call.action().isOwners();
        return allowed ? Verdict.ALLOWED : Verdict.NOT_ALLOWED;
    }
}
