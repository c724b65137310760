package io.sluice.node.command;

/** Why a machine says no. The number is stored with replies and never changes. */
public enum RejectionCode {
    /** No such resource on this tablet or in the catalog. */
    RESOURCE_MISSING(1),
    /** A queue of this name has other attributes. */
    ATTRIBUTES_DIFFER(2),
    /** The name was deleted less than 60 seconds ago. */
    DELETED_RECENTLY(3),
    /** The last purge was less than 60 seconds ago. */
    PURGE_IN_PROGRESS(4),
    /** Too many messages are in flight. */
    IN_FLIGHT_LIMIT(5),
    /** The message is larger than its queue allows. */
    MESSAGE_TOO_LONG(6),
    /** The receipt's message is gone. */
    MESSAGE_GONE(7),
    /** The hiding would reach beyond 12 hours from the receive. */
    HIDDEN_TOO_LONG(8),
    /** An attribute has a value that the queue cannot take. */
    ATTRIBUTE_INVALID(9),
    /** A pool or the catalog is full. */
    TOO_MANY(10),
    /** No tablet is ready to take a resource yet. */
    NOT_READY(11),
    /** FIFO: the receipt's lease is over. */
    RECEIPT_EXPIRED(31),
    /** FIFO: the message is there, but nobody has it by this receipt. */
    NOT_IN_FLIGHT(32),
    /** FIFO: a message without a group. */
    GROUP_REQUIRED(33),
    /** FIFO: a message without a deduplication id, on a queue that makes none from bodies. */
    DEDUPLICATION_REQUIRED(34),
    /** A move out of the queue is under way. */
    MOVE_UNDER_WAY(51),
    /** No such move is running. */
    MOVE_MISSING(52),
    /** A schedule of this id is there. */
    SCHEDULE_EXISTS(80),
    /** No schedule of this id is there. */
    SCHEDULE_MISSING(81),
    /** The queue has as many schedules as it may. */
    SCHEDULES_FULL(82),
    /** The time is too far ahead. */
    SCHEDULED_TOO_FAR(83),
    /** The message is not leased by the receipt, where it must be. */
    LEASE_LOST(84),
    /** The queue is no FIFO queue, so it has no groups. */
    NOT_FIFO(60),
    /** No message of the group is there to do it to. */
    GROUP_MISSING(61),
    /** The queue has no dead-letter queue. */
    NO_DEAD_LETTERS(62),
    /** As many moves are active in the account as may be. */
    TOO_MANY_MOVES(53),
    /** The queue knows no priorities but the default. */
    NO_PRIORITIES(63),
    /** As many tenants are parked as may be. */
    TOO_MANY_PARKED(64),
    /** The queue would have more tags than it may. */
    TOO_MANY_TAGS(71),
    /** The policy is not the one that was expected: somebody else was faster. */
    POLICY_CHANGED(72),
    /** The policy is already what it should become. */
    POLICY_UNCHANGED(73),
    /** As many looks through queues are under way on the leader as it allows. */
    BROWSE_BUSY(74),
    /** The expression of a search makes no sense to the leader. */
    EXPRESSION_INVALID(75),
    /** The idempotency key was used with another content. */
    KEY_REUSED(90),
    /** The queue remembers as many idempotency keys as it may. */
    KEYS_FULL(91),
    /** The message would live longer than its queue keeps messages. */
    LIFETIME_TOO_LONG(92),
    /** No access key of this id is there. */
    ACCESS_KEY_MISSING(104),
    /** An access key of this id is there. */
    ACCESS_KEY_EXISTS(105);

    private final int number;

    RejectionCode(int number) {
        this.number = number;
    }

    /** The number on disk. */
    public int number() {
        return number;
    }

    /** The code with this number on disk. */
    public static RejectionCode of(int number) {
        for (RejectionCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        throw new IllegalArgumentException("no rejection code has the number " + number);
    }
}
