package io.sluice.node.edge.queue;

import io.sluice.api.v1.ConsumeAcknowledge;
import io.sluice.api.v1.ConsumeCredit;
import io.sluice.api.v1.ConsumeExtend;
import io.sluice.api.v1.ConsumeRelease;
import io.sluice.api.v1.ConsumeStart;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.model.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what a consumer says on its stream. Each check returns what is wrong; null when nothing is. */
final class ConsumeSteps {
    /** Messages that may be pushed before more credit comes. */
    static final int CREDIT_MAX = 10_000;

    private static final int VISIBILITY_SECONDS_MAX = 43_200;

    /** Silence after which a session may end: long enough for a change of leader. */
    private static final int HEARTBEAT_SECONDS_MIN = 3;

    private static final int HEARTBEAT_SECONDS_MAX = 300;

    private ConsumeSteps() {}

    static @Nullable ApiError start(ConsumeStart start) {
        if (start.getCredit() < 0 || start.getCredit() > CREDIT_MAX) {
            return QueueErrors.value(start.getCredit(), "Credit", "Must be between 0 and 10000.");
        }
        int heartbeat = start.getHeartbeatSeconds();
        if (heartbeat != 0 && (heartbeat < HEARTBEAT_SECONDS_MIN || heartbeat > HEARTBEAT_SECONDS_MAX)) {
            return QueueErrors.value(heartbeat, "HeartbeatSeconds", "Must be between 3 and 300, or 0 for no session.");
        }
        ApiError error = Tracing.consumer(start.getConsumerName());
        return error == null ? visibility(start.getVisibilityTimeout(), 0) : error;
    }

    /** What a session would hold; all of it is kept alive, so none may be forgotten. */
    static @Nullable ApiError room(ConsumeCredit credit, int outstanding, HeldMessages held) {
        return held.strict() && credit.getMessages() + outstanding + held.size() > HeldMessages.HELD_MAX
                ? QueueErrors.value(
                        credit.getMessages(),
                        "Messages",
                        "A session has at most " + HeldMessages.HELD_MAX + " messages: settle some first.")
                : null;
    }

    static @Nullable ApiError credit(ConsumeCredit credit, int outstanding) {
        if (credit.getMessages() < 1 || credit.getMessages() > CREDIT_MAX) {
            return QueueErrors.value(credit.getMessages(), "Messages", "Must be between 1 and 10000.");
        }
        return credit.getMessages() + outstanding <= CREDIT_MAX
                ? null
                : QueueErrors.value(
                        credit.getMessages(), "Messages", "More than 10000 messages of credit would be outstanding.");
    }

    static @Nullable ApiError acknowledge(ConsumeAcknowledge step) {
        return handles(step.getReceiptHandlesList());
    }

    static @Nullable ApiError extend(ConsumeExtend step) {
        ApiError error = handles(step.getReceiptHandlesList());
        return error == null ? visibility(step.getVisibilityTimeout(), 1) : error;
    }

    static @Nullable ApiError release(ConsumeRelease step) {
        ApiError error = handles(step.getReceiptHandlesList());
        if (error == null) {
            error = Tracing.reason(step.getReason());
        }
        return error == null ? visibility(step.getVisibilityTimeout(), 0) : error;
    }

    private static @Nullable ApiError visibility(int seconds, int least) {
        return seconds >= least && seconds <= VISIBILITY_SECONDS_MAX
                ? null
                : QueueErrors.value(seconds, "VisibilityTimeout", "Must be between " + least + " and 43200.");
    }

    private static @Nullable ApiError handles(List<String> handles) {
        return handles.size() <= Limits.BATCH_ENTRIES_MAX
                ? null
                : QueueErrors.invalid(
                        "Maximum number of receipt handles per step are 100. You have sent " + handles.size() + ".");
    }
}
