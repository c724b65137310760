package io.sluice.node.edge.queue;

import io.sluice.api.v1.Message;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Reply.ReceivedOne;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.ResourceName;
import io.sluice.record.v1.PayloadRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which system attributes a receiver asks for. Deduplication id and sequence number come with the messages of
 * FIFO queues, which alone have the former.
 */
final class SystemAttributes {
    private static final String ALL = "All";
    private static final String SENDER_ID = "SenderId";
    private static final String SENT_TIMESTAMP = "SentTimestamp";
    private static final String RECEIVE_COUNT = "ApproximateReceiveCount";
    private static final String FIRST_RECEIVE = "ApproximateFirstReceiveTimestamp";
    private static final String GROUP_ID = "MessageGroupId";
    private static final String DEAD_LETTER_SOURCE = "DeadLetterQueueSourceArn";
    private static final String DEDUPLICATION_ID = "MessageDeduplicationId";
    private static final String SEQUENCE_NUMBER = "SequenceNumber";
    private static final Set<String> KNOWN = Set.of(
            ALL,
            SENDER_ID,
            SENT_TIMESTAMP,
            RECEIVE_COUNT,
            FIRST_RECEIVE,
            GROUP_ID,
            TraceHeader.NAME,
            SEQUENCE_NUMBER,
            DEDUPLICATION_ID,
            DEAD_LETTER_SOURCE);

    private final boolean sender;
    private final boolean sent;
    private final boolean count;
    private final boolean first;
    private final boolean group;
    private final boolean trace;
    private final boolean deadLetterSource;
    private final boolean deduplication;
    private final boolean sequence;

    private SystemAttributes(Set<String> asked) {
        boolean every = asked.contains(ALL);
        this.sender = every || asked.contains(SENDER_ID);
        this.sent = every || asked.contains(SENT_TIMESTAMP);
        this.count = every || asked.contains(RECEIVE_COUNT);
        this.first = every || asked.contains(FIRST_RECEIVE);
        this.group = every || asked.contains(GROUP_ID);
        this.trace = every || asked.contains(TraceHeader.NAME);
        this.deadLetterSource = every || asked.contains(DEAD_LETTER_SOURCE);
        this.deduplication = every || asked.contains(DEDUPLICATION_ID);
        this.sequence = every || asked.contains(SEQUENCE_NUMBER);
    }

    /**
     * Reads what is asked for.
     *
     * @param names what is asked for
     * @param formerNames the same under the former member's name, which also took the names of queue
     *     attributes and gave nothing for them
     */
    static Checked<SystemAttributes> of(List<String> names, List<String> formerNames) {
        Set<String> asked = new HashSet<>();
        for (String name : names) {
            if (!KNOWN.contains(name)) {
                return Checked.bad(QueueErrors.unknownAttribute(name));
            }
            asked.add(name);
        }
        for (String name : formerNames) {
            if (!KNOWN.contains(name) && QueueAttribute.named(name).isEmpty()) {
                return Checked.bad(QueueErrors.unknownAttribute(name));
            }
            asked.add(name);
        }
        return Checked.good(new SystemAttributes(asked));
    }

    /** Writes those that are asked for and there. */
    void write(
            ReceivedOne received,
            PayloadRecord payload,
            ResourceName queue,
            QueueAddresses addresses,
            Message.Builder message) {
        if (sender) {
            message.putAttributes(SENDER_ID, payload.getSenderId());
        }
        if (sent) {
            message.putAttributes(SENT_TIMESTAMP, Long.toString(received.sentMillis()));
        }
        if (count) {
            message.putAttributes(RECEIVE_COUNT, Long.toString(received.lease()));
        }
        if (first) {
            message.putAttributes(FIRST_RECEIVE, Long.toString(received.firstReceivedMillis()));
        }
        if (group && !payload.getGroupId().isEmpty()) {
            message.putAttributes(GROUP_ID, payload.getGroupId());
        }
        if (trace && !payload.getTraceHeader().isEmpty()) {
            message.putAttributes(TraceHeader.NAME, payload.getTraceHeader());
        }
        if (deadLetterSource) {
            received.origin()
                    .filter(origin -> !origin.source().equals(Origin.NOBODY))
                    .map(origin -> new ResourceName(queue.kind(), queue.account(), origin.sourceName()))
                    .ifPresent(source -> message.putAttributes(DEAD_LETTER_SOURCE, addresses.arn(source)));
        }
        boolean fifo = !payload.getDeduplicationId().isEmpty();
        if (deduplication && fifo) {
            message.putAttributes(DEDUPLICATION_ID, deduplicationId(received, payload));
        }
        if (sequence && fifo) {
            message.putAttributes(SEQUENCE_NUMBER, SequenceNumbers.of(received.sequence()));
        }
    }

    /** Two dead letters may have had the same id once, so AWS gives each that of its message. */
    private static String deduplicationId(ReceivedOne received, PayloadRecord payload) {
        return received.origin()
                .filter(origin -> !origin.source().equals(Origin.NOBODY))
                .map(origin -> MessageIds.of(origin.queue(), origin.sequence()))
                .orElseGet(payload::getDeduplicationId);
    }
}
