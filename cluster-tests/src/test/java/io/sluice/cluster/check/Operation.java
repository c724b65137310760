package io.sluice.cluster.check;

import java.util.List;

/** One recorded attempt and what it was about. A batch of n is n operations with one call. */
public sealed interface Operation {
    /** When, where and with what outcome. */
    Call call();

    /**
     * A send of one message.
     *
     * @param digest digest of body and attributes; every logical send has its own
     * @param messageId what the answer named; empty unless the outcome is OK
     * @param delaySeconds for how long the message was to be held back
     * @param place its group, and its sequence number when the outcome is OK; {@link Place#NONE} in a standard
     *     queue. In a FIFO queue all sends of one digest have one deduplication id, so they make one message
     */
    record Send(Call call, String digest, String messageId, int delaySeconds, Place place) implements Operation {
        /** A send to a standard queue. */
        public Send(Call call, String digest, String messageId, int delaySeconds) {
            this(call, digest, messageId, delaySeconds, Place.NONE);
        }
    }

    /**
     * A receive.
     *
     * @param messagesMax how many messages were asked for; as many as came where nobody knows
     * @param visibilitySeconds for how long the messages were to be hidden
     * @param attemptId its {@code ReceiveRequestAttemptId}; empty when it has none
     * @param deliveries what came; empty unless the outcome is OK
     */
    record Receive(Call call, int messagesMax, int visibilitySeconds, String attemptId, List<Delivery> deliveries)
            implements Operation {
        public Receive {
            deliveries = List.copyOf(deliveries);
        }
    }

    /** A delete with a receipt of this message. */
    record Delete(Call call, String messageId, String receipt) implements Operation {}

    /**
     * A change of visibility with a receipt of this message.
     *
     * @param visibilitySeconds for how long from now it was to be hidden; 0 shows it at once
     */
    record Hide(Call call, String messageId, String receipt, int visibilitySeconds) implements Operation {}

    /** The deletion of all messages at once. */
    record Purge(Call call) implements Operation {}

    /** The queue's own counters. They bind the checker only where no other call overlaps. */
    record Count(Call call, long visible, long inFlight, long delayed) implements Operation {
        /** All messages of the queue. */
        public long total() {
            return visible + inFlight + delayed;
        }
    }
}
