package io.sluice.node.edge.access;

/** Decides, from a caller, an action and a resource alone, what may be. Pure. */
public final class Judge {
    private Judge() {}

    /** What may be. */
    public enum Verdict {
        /** It may. */
        ALLOWED,
        /** Nothing that counts allows it. */
        NOT_ALLOWED
    }

    /**
     * Decides about a resource.
     *
     * @param owner account of the resource
     */
    public static Verdict judge(Caller caller, Action action, String arn, String owner) {
        if (caller.identity().trusted()) {
            return Verdict.ALLOWED;
        }
        boolean own = caller.account().equals(owner);
        return own && caller.identity().scope().allows(action, arn) ? Verdict.ALLOWED : Verdict.NOT_ALLOWED;
    }
}
