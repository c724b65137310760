package io.sluice.node.model;

/** Every bound that is part of the rules: all replicas must agree on it, so none is configuration. */
public final class Limits {
    /** Dialect of log and rows that this software writes. */
    public static final int FORMAT = 1;

    /** Encoded size of one log entry; the log itself refuses 4 MiB, and one message may have 1 MiB. */
    public static final int ENTRY_BYTES_MAX = 900 * 1024;

    /** Encoded size of one command: a batch of 1 MiB of messages with its envelope. */
    public static final int COMMAND_BYTES_MAX = (1 << 20) + 256 * 1024;

    /** How long a reply is kept for a retry of its request, in log time. */
    public static final long REPLY_KEPT_MILLIS = 120_000;

    /** How many replies a tablet keeps; beyond it the oldest go first. */
    public static final int REPLIES_KEPT_MAX = 250_000;

    /** Tablets that a cluster may have, the catalog included. */
    public static final int TABLETS_MAX = 64;

    /** Resources that a cluster may have, of all accounts and kinds. */
    public static final int RESOURCES_MAX = 1_000_000;

    /** How long a deleted name stays blocked (AWS: 60 seconds). */
    public static final long NAME_BLOCKED_MILLIS = 60_000;

    /** Messages in one batch (AWS: 10); a {@code Consume} stream may settle 100 receipts at once. */
    public static final int BATCH_ENTRIES_MAX = 100;

    /** Longest hiding of a message from its receive (AWS: 12 hours). */
    public static final long VISIBILITY_MILLIS_MAX = 43_200_000;

    /** Least time between two purges of a queue (AWS: 60 seconds). */
    public static final long PURGE_INTERVAL_MILLIS = 60_000;

    /** Received and not yet deleted messages of a queue, unless it is configured otherwise (AWS: about 120,000). */
    public static final int IN_FLIGHT_MAX = 120_000;

    /** The attribute by which a queue is configured to have fewer. */
    public static final String IN_FLIGHT_ATTRIBUTE = "InFlightLimit";

    /** Rows that one command may move while it settles what is due: bounds the time of one turn. */
    public static final int SETTLED_PER_TURN_MAX = 1_000;

    /** Message groups that one listing looks at: bounds the time of a query. */
    public static final int GROUPS_LOOKED_AT_MAX = 1_000;

    /** Message groups of one page of a listing. */
    public static final int GROUPS_PAGE_MAX = 100;

    /** How long a FIFO queue remembers a send or an attempt to receive (AWS: 5 minutes). */
    public static final long FIFO_MEMORY_MILLIS = 300_000;

    /** How much later than it may a FIFO queue forgets, so that it does so in few steps. */
    public static final long FIFO_FORGET_LATE_MILLIS = 10_000;

    /** Messages that one message group counts for in what a FIFO queue has to give: those of one receive. */
    public static final int FIFO_OFFER_MAX = 10;

    /** Width of the span of sent times that share one expiry: messages expire up to this late. */
    public static final long EXPIRY_SPAN_MILLIS = 1_000;

    /** Tags of a queue (AWS: 50). */
    public static final int TAGS_MAX = 50;

    /** Names that one command may clear away once their block is over: bounds the time of one turn. */
    public static final int UNBLOCKED_PER_TURN_MAX = 1_000;

    /** Entries of a page of a listing (AWS: 1000). */
    public static final int PAGE_MAX = 1_000;

    /** Messages that one turn moves to other queues: bounds the time of one turn. */
    public static final int MOVED_PER_TURN_MAX = 100;

    /** Payload after which one turn moves no further message to other queues, in bytes. */
    public static final int MOVED_BYTES_PER_TURN_MAX = 1 << 20;

    /** Parcels of one command between tablets, and their payload in bytes but for the first one's. */
    public static final int PARCELS_MAX = 100;

    /** Payload of the parcels of one command, in bytes; a first one may be larger by itself. */
    public static final int PARCEL_BYTES_MAX = 512 * 1024;

    /** Receives after which a message may be made a dead letter (AWS: 1000). */
    public static final int RECEIVES_MAX = 1_000;

    /** Moves that are remembered of each queue (AWS: 10). */
    public static final int MOVES_KEPT_MAX = 10;

    /** Messages a second of a move (AWS: 500), and of one that asks for no rate. */
    public static final int MOVES_PER_SECOND_MAX = 500;

    /** Moves that are active in an account (AWS: 100). */
    public static final int MOVES_ACTIVE_MAX = 100;

    /** How long a move is counted that was to begin and of which its tablet says nothing. */
    public static final long MOVE_RESERVED_MILLIS = 60_000;

    /** How long a move may last (AWS: 36 hours). */
    public static final long MOVE_MILLIS_MAX = 36 * 3_600_000L;

    /** How long messages stay in their queue, when its dead-letter queue is deleted, before one looks for it again. */
    public static final long HEIR_MILLIS = 1_000;

    /** Parcels waiting for one tablet at which moves pause; dead letters do not, for they are received already. */
    public static final int LANE_PARCELS_MAX = 10_000;

    /** Schedules of a queue. */
    public static final int SCHEDULES_MAX = 10_000_000;

    /** How far ahead a schedule may send: 100 years. */
    public static final long SCHEDULE_AHEAD_MILLIS_MAX = 36_525L * 86_400_000;

    /** Characters of the id of a schedule. */
    public static final int SCHEDULE_ID_CHARS_MAX = 80;

    /** Shortest time from run to run of a schedule with a fixed rate. */
    public static final long SCHEDULE_RATE_MILLIS_MIN = 1_000;

    /** A run of a recurring schedule that is later than this is missed. */
    public static final long MISSED_AFTER_MILLIS = 60_000;

    /** Access keys of a cluster. */
    public static final int ACCESS_KEYS_MAX = 10_000;

    /** Due times of schedules that one turn deals with: bounds the time of one turn. */
    public static final int SCHEDULED_PER_TURN_MAX = 500;

    /** Payload after which one turn sends no further scheduled message, in bytes. */
    public static final int SCHEDULED_BYTES_PER_TURN_MAX = 1 << 20;

    /** Events of one message that a trace tells, the first ones. */
    public static final int TRACED_EVENTS_MAX = 1_000;

    /** Messages that a look through a queue passes before it asks again whether it may go on. */
    public static final int BROWSE_STEP = 256;

    /** Messages in the answer to a look through a queue. */
    public static final int BROWSED_MAX = 1_000;

    /** Payload in the answer to a look through a queue, in bytes; a first message may be larger by itself. */
    public static final int BROWSED_BYTES_MAX = 2 << 20;

    /** Messages that one look through a queue passes. */
    public static final int BROWSE_SCANNED_MAX = 100_000;

    /** The most messages that a rate of delivery may name. */
    public static final int RATE_MESSAGES_MAX = 1_000_000;

    /** The longest time that a rate of delivery may name, in seconds: a day. */
    public static final int RATE_SECONDS_MAX = 86_400;

    /** Messages that one step of a move that picks tries; more than may leave, for some may be in flight. */
    public static final int PICKED_PER_STEP_MAX = 1_000;

    /** How long a move that picks waits before it goes through its queue again for what it has passed over. */
    public static final long PASS_MILLIS = 10_000;

    /** How long such a move goes on after the last message that it could take: then it ends, and says what it left. */
    public static final long PASSES_MILLIS_MAX = 10 * 60_000;

    /** How long such a move waits when the lane to another tablet is full. */
    public static final long LANE_MILLIS = 1_000;

    /** Message groups in which such a move remembers during a pass that it has passed something over. */
    public static final int PASSED_GROUPS_MAX = 100;

    /** Names of queues that are remembered of a move that picks its messages, so that it can be undone. */
    public static final int PICK_TARGETS_MAX = 100;

    /** Reasons and queues that one count of dead letters tells apart. */
    public static final int GRAVES_MAX = 1_000;

    /** Messages that a redrive may name one by one; and reasons and queues, too. */
    public static final int SELECTED_MAX = 1_000;

    /** Failed receives that are kept of a message, the newest. */
    public static final int ATTEMPTS_KEPT_MAX = 10;

    /** Longest window of an idempotency key: 7 days. */
    public static final long KEY_WINDOW_MILLIS_MAX = 7 * 86_400_000L;

    /** Idempotency keys that a queue remembers. */
    public static final int KEYS_MAX = 10_000_000;

    /** How much later than it may a queue forgets a key, so that it does so in few steps. */
    public static final long KEY_FORGET_LATE_MILLIS = 10_000;

    /** Keys that a command which brings some may forget: more than it brings, so that none pile up. */
    public static final int KEYS_FORGOTTEN_PER_SEND_MAX = 200;
    /** Priority of a message that was sent with none (JMS: 4). */
    public static final int PRIORITY_DEFAULT = 4;

    /** Highest priority of a message; the lowest is 0 (JMS: 9). */
    public static final int PRIORITY_MAX = 9;

    /** Tenants of a standard queue that may be parked: a parked one is remembered without a message. */
    public static final int TENANTS_PARKED_MAX = 10_000;

    private Limits() {}
}
