package io.sluice.node.edge.queue;

import io.sluice.node.model.Limits;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The attributes of queues that AWS knows, with kind, range and default (contract, SQS 1.2). */
enum QueueAttribute {
    DELAY_SECONDS("DelaySeconds", Kind.NUMBER, 0, 900, "0"),
    MAXIMUM_MESSAGE_SIZE("MaximumMessageSize", Kind.NUMBER, 1024, 1_048_576, "1048576"),
    MESSAGE_RETENTION_PERIOD("MessageRetentionPeriod", Kind.NUMBER, 60, 1_209_600, "345600"),
    RECEIVE_MESSAGE_WAIT_TIME_SECONDS("ReceiveMessageWaitTimeSeconds", Kind.NUMBER, 0, 20, "0"),
    VISIBILITY_TIMEOUT("VisibilityTimeout", Kind.NUMBER, 0, 43_200, "30"),
    POLICY("Policy", Kind.TEXT),
    REDRIVE_POLICY("RedrivePolicy", Kind.TEXT),
    REDRIVE_ALLOW_POLICY("RedriveAllowPolicy", Kind.TEXT),
    KMS_MASTER_KEY_ID("KmsMasterKeyId", Kind.TEXT),
    KMS_DATA_KEY_REUSE_PERIOD_SECONDS("KmsDataKeyReusePeriodSeconds", Kind.NUMBER, 60, 86_400, ""),
    SQS_MANAGED_SSE_ENABLED("SqsManagedSseEnabled", Kind.FLAG, 0, 0, "true"),
    /** Not one of AWS: for how long it is kept what befell messages. */
    TRACE_RETENTION_PERIOD("TraceRetentionPeriod", Kind.NUMBER, 0, 1_209_600, ""),
    /** Not one of AWS: whether messages whose own time is over go to the dead letters. */
    DEAD_LETTER_EXPIRED("DeadLetterExpired", Kind.FLAG, 0, 0, ""),
    /** Not one of AWS: for how long an idempotency key is remembered that does not say. */
    IDEMPOTENCY_WINDOW("IdempotencyWindow", Kind.NUMBER, 1, 604_800, ""),
    /** Not one of AWS, whose limit is fixed: how many messages may be in flight; absent: as many as there. */
    IN_FLIGHT_LIMIT(Limits.IN_FLIGHT_ATTRIBUTE, Kind.NUMBER, 1, Limits.IN_FLIGHT_MAX, ""),
    /** Not one of AWS: whether messages may have priorities. */
    MESSAGE_PRIORITIES("MessagePriorities", Kind.FLAG, 0, 0, ""),
    FIFO_QUEUE("FifoQueue", Kind.FIFO, 0, 0, "true"),
    CONTENT_BASED_DEDUPLICATION("ContentBasedDeduplication", Kind.FIFO, 0, 0, "false"),
    DEDUPLICATION_SCOPE("DeduplicationScope", Kind.FIFO, 0, 0, "queue"),
    FIFO_THROUGHPUT_LIMIT("FifoThroughputLimit", Kind.FIFO, 0, 0, "perQueue"),
    QUEUE_ARN("QueueArn", Kind.COMPUTED),
    CREATED_TIMESTAMP("CreatedTimestamp", Kind.COMPUTED),
    LAST_MODIFIED_TIMESTAMP("LastModifiedTimestamp", Kind.COMPUTED),
    APPROXIMATE_NUMBER_OF_MESSAGES("ApproximateNumberOfMessages", Kind.COMPUTED),
    APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE("ApproximateNumberOfMessagesNotVisible", Kind.COMPUTED),
    APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED("ApproximateNumberOfMessagesDelayed", Kind.COMPUTED);

    /** Asks for all of them. */
    static final String ALL = "All";

    private static final Map<String, QueueAttribute> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(a -> a.awsName, Function.identity()));

    private final String awsName;
    private final Kind kind;
    private final long least;
    private final long greatest;
    private final String byDefault;

    QueueAttribute(String awsName, Kind kind) {
        this(awsName, kind, 0, 0, "");
    }

    QueueAttribute(String awsName, Kind kind, long least, long greatest, String byDefault) {
        this.awsName = awsName;
        this.kind = kind;
        this.least = least;
        this.greatest = greatest;
        this.byDefault = byDefault;
    }

    /** How an attribute is checked. */
    enum Kind {
        /** A whole number in a range. */
        NUMBER,
        /** True or false. */
        FLAG,
        /** A text or a document with rules of its own; an empty one removes it. */
        TEXT,
        /** Only for FIFO queues. */
        FIFO,
        /** Told by the queue, never set. */
        COMPUTED
    }

    /** The attribute of that name. */
    static Optional<QueueAttribute> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    String awsName() {
        return awsName;
    }

    Kind kind() {
        return kind;
    }

    /** True when standard queues do not have it. */
    boolean isOnlyForFifo() {
        return kind == Kind.FIFO;
    }

    /** True when a number may be its value. */
    boolean holds(long value) {
        return value >= least && value <= greatest;
    }

    /** Shown while it was never set; empty when it is then not shown. */
    String byDefault() {
        return byDefault;
    }
}
