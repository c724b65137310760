package io.sluice.node.edge.call;

import io.sluice.node.model.RequestId;

/**
 * Identity of one logical call of a user, the same on its every retry. A call that needs several
 * commands gives each its own request id, which is therefore the same on every retry too.
 */
public record CallId(long client, long call) {
    /** Commands that one call may need. */
    static final int STEPS_MAX = 8;

    /** Request id of the call's nth command, from 0. */
    public RequestId step(int step) {
        return new RequestId(client, call | (step & (STEPS_MAX - 1)));
    }

    /** Request id of the only command. */
    public RequestId only() {
        return step(0);
    }
}
