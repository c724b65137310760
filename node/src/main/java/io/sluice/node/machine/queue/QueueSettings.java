package io.sluice.node.machine.queue;

import io.sluice.node.model.Limits;
import io.sluice.node.state.queue.QueueSettingsRow;

/** Settings of a queue as numbers, with AWS's defaults where none was given. */
record QueueSettings(QueueSettingsRow row) {
    long delayMillis() {
        return seconds("DelaySeconds", 0);
    }

    long visibilityMillis() {
        return seconds("VisibilityTimeout", 30);
    }

    long retentionMillis() {
        return seconds("MessageRetentionPeriod", 345_600);
    }

    long waitMillis() {
        return seconds("ReceiveMessageWaitTimeSeconds", 0);
    }

    long sizeBytesMax() {
        return number("MaximumMessageSize", 1_048_576);
    }

    boolean isFifo() {
        return FifoAttributes.areOfFifo(row.attributes());
    }

    boolean deduplicatesByContent() {
        return FifoAttributes.deduplicateByContent(row.attributes());
    }

    boolean deduplicatesByGroup() {
        return FifoAttributes.deduplicateByGroup(row.attributes());
    }

    /** Not an attribute of AWS, whose limit is fixed: ours may be set per queue. */
    long inFlightMax() {
        return number(Limits.IN_FLIGHT_ATTRIBUTE, Limits.IN_FLIGHT_MAX);
    }

    /** Not an attribute of AWS: how long it is kept what befell messages; 0 for not at all. */
    long traceMillis() {
        return seconds("TraceRetentionPeriod", 0);
    }

    /** Not an attribute of AWS: how long an idempotency key is remembered that does not say. */
    long keyWindowMillis() {
        return seconds("IdempotencyWindow", 86_400);
    }

    /** Not an attribute of AWS: whether messages whose own time is over go to the dead letters. */
    boolean buriesExpired() {
        return "true".equals(row.attributes().get("DeadLetterExpired"));
    }
    /** Whether messages of a priority may be sent: the default always, others where the queue has them turned on. */
    boolean knows(int priority) {
        return priority == Limits.PRIORITY_DEFAULT
                || "true".equals(row.attributes().get(QueueAttributes.PRIORITIES));
    }

    private long seconds(String name, long otherwise) {
        return number(name, otherwise) * 1000;
    }

    private long number(String name, long otherwise) {
        String value = row.attributes().get(name);
        return value == null ? otherwise : Long.parseLong(value);
    }
}
