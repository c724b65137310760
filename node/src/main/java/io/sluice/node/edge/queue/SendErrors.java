package io.sluice.node.edge.queue;

import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ErrorShape;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceName;

/** Texts about what a send may say beside what AWS knows: a key, and how long its message lives. */
final class SendErrors {
    private SendErrors() {}

    /** A window that is none. */
    static ApiError window(int seconds) {
        return QueueErrors.value(
                seconds,
                "IdempotencyWindowSeconds",
                "Must be between 1 and " + Limits.KEY_WINDOW_MILLIS_MAX / 1000 + ", 7 days, with an IdempotencyKey.");
    }

    /** A lifetime that is none of any queue. */
    static ApiError lifetime(int seconds) {
        return QueueErrors.value(
                seconds,
                "TimeToLiveSeconds",
                "Must be at least 1 and no more than the queue's MessageRetentionPeriod.");
    }

    /** What a queue has against a send. */
    static ApiError rejected(Reply.Rejected rejected, ResourceName queue) {
        if (rejected.code() == RejectionCode.KEY_REUSED) {
            return new ApiError(
                    ErrorShape.IDEMPOTENT_PARAMETER_MISMATCH,
                    "Queue " + queue.name() + " remembers the idempotency key " + rejected.detail()
                            + " with another content: what is sent under one key must be the same.");
        }
        return rejected.code() == RejectionCode.KEYS_FULL
                ? new ApiError(
                        ErrorShape.OVER_LIMIT,
                        "Queue " + queue.name() + " remembers " + rejected.detail()
                                + " idempotency keys, and no queue may remember more: use shorter windows, or another"
                                + " queue.")
                : QueueErrors.invalid("Value for parameter TimeToLiveSeconds is invalid. Reason: The queue keeps no"
                        + " message longer than " + rejected.detail() + " seconds, its MessageRetentionPeriod.");
    }
}
