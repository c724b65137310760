package io.sluice.node.state;

/** The disk's table of contents. Numbers are written to disk; a retired one is never used again. */
public enum TableId {
    /** How far the tablet is; one row. */
    APPLIED(1, false),
    /** Kept replies by log index. */
    REPLIES(2, true),
    /** The cluster; one row. */
    CLUSTER(16, false),
    /** Nodes by id. */
    NODES(17, false),
    /** Tablets by number. */
    TABLETS(18, false),
    /** Resources by number. */
    RESOURCES(19, false),
    /** Resource numbers by name. */
    NAMES(20, false),
    /** Resources whose rows may still have to be dropped, by number. */
    RETIRED(21, false),
    /** Queue settings by queue. */
    QUEUE_SETTINGS(32, false),
    /** Queue counters and cursors by queue. */
    QUEUE_STATES(33, false),
    /** Messages by queue and sequence. */
    QUEUE_MESSAGES(34, true),
    /** Messages received or delayed, by queue and sequence. */
    QUEUE_HELD(35, false),
    /** Held messages by queue, due time and sequence. */
    QUEUE_DUE(36, false),
    // 37 held returned messages by sequence.
    /** Sent times of spans of sequences. */
    QUEUE_SPANS(38, false),
    /** What FIFO queues count beside their states, by queue. */
    FIFO_STATES(48, false),
    /** Numbers of message groups by queue and name. */
    FIFO_NAMES(49, false),
    /** Message groups by queue and number. */
    FIFO_GROUPS(50, false),
    /** Messages of FIFO queues by queue and sequence. */
    FIFO_ENTRIES(51, false),
    /** Messages of FIFO queues by queue, line and sequence. */
    FIFO_LINES(52, false),
    /** Ready groups by queue and place. */
    FIFO_READY(53, false),
    /** What FIFO queues remember for five minutes, by queue and key. */
    FIFO_MEMORY(54, false),
    /** The same in the order of time, by queue and number. */
    FIFO_MEMORY_LOG(55, false),
    /** Parked message groups by queue and number. */
    FIFO_PARKED(56, false),
    /** What is on its way to other tablets: first and next sequence, by tablet. */
    OUTBOX_LANES(64, false),
    /** Parcels on their way, by tablet and sequence. */
    OUTBOX(65, true),
    /** What has come from other tablets, by tablet. */
    INBOX(66, false),
    /** Where a resource's dead letters go, by resource. */
    SOURCE_LINKS(67, false),
    /** Resources whose dead letters go to one of a name, by that name and their own. */
    SOURCES(68, false),
    /** Where a queue's dead letters go, by queue. */
    QUEUE_REDRIVES(69, false),
    /** Moves out of queues, by queue and number. */
    QUEUE_MOVES(70, false),
    /** Moves under way, by queue. */
    QUEUE_RUNNING_MOVES(71, false),
    /** Messages that came from other queues, by queue, sent time and sequence. */
    QUEUE_ARRIVALS(72, false),
    /** Messages visible again, by queue and number of their return. */
    QUEUE_RETURNED(80, false),
    /** Blocks of the names of deleted resources, by number. */
    BLOCKS(81, false),
    /** Idempotency keys with their answers, by queue and key. */
    SEND_KEYS(89, false),
    /** The same in the order in which their windows end, by queue, time and number. */
    SEND_KEYS_DUE(90, false),
    /** Messages that live for a time of their own, by queue, end and sequence. */
    QUEUE_LIFETIMES(91, false),
    /** What standard queues count of their tenants, by queue. */
    TENANT_STATES(82, false),
    /** Numbers of tenants by queue and name. */
    TENANT_NAMES(83, false),
    /** Tenants by queue and number. */
    TENANTS(84, false),
    /** Visible messages of tenants by queue, strand and number of their return. */
    TENANT_STRANDS(85, false),
    /** Tenants that have something to give, by queue, part of the rota and place. */
    TENANT_ROTAS(86, false),
    /** Message groups and tenants that are looked at again, by queue, time and number. */
    GROUP_WAKES(87, false),
    /** Parked tenants by queue and number. */
    TENANTS_PARKED(88, false),
    /** What queues count of their schedules, by queue. */
    SCHEDULE_STATES(96, false),
    /** Schedules by queue and id. */
    SCHEDULES(97, false),
    /** What schedules send, by queue and number. */
    SCHEDULED_MESSAGES(98, true),
    /** Ids of schedules by queue, due time and number. */
    SCHEDULES_DUE(99, false),
    /** What queues count of the traces that they keep, by queue. */
    TRACE_STATES(100, false),
    /** What befell messages, by queue, sequence and number. */
    TRACES(101, false),
    /** The same in the order of time, by queue and number. */
    TRACE_LOG(102, false),
    /** Sequences of messages that came from other queues, by queue and identity. */
    TRACE_ARRIVALS(103, false),
    /** Access keys by id. */
    ACCESS_KEYS(104, false),
    /** Moves that are active, by the key of the name of what they empty. */
    ACTIVE_MOVES(106, false);

    private final int number;
    private final boolean packed;

    TableId(int number, boolean packed) {
        this.number = number;
        this.packed = packed;
    }

    /** The number on disk: 1 to 255. */
    public int number() {
        return number;
    }

    /**
     * True when its rows carry what users sent or were told, so that compaction should not copy them: the disk has many
     * neighbours in one value. Their keys end with eight bytes of a number, mostly one greater than the last.
     */
    public boolean isPacked() {
        return packed;
    }
}
