package io.sluice.node.edge.call;

/** Operations whose commands carry a request id. The number is mixed into it, so it never changes. */
public enum ApiOperation {
    /** CreateQueue. */
    CREATE_QUEUE(1),
    /** DeleteQueue. */
    DELETE_QUEUE(2),
    /** SetQueueAttributes. */
    SET_QUEUE_ATTRIBUTES(3),
    /** SendMessage. */
    SEND_MESSAGE(4),
    /** SendMessageBatch. */
    SEND_MESSAGE_BATCH(5),
    /** ReceiveMessage. */
    RECEIVE_MESSAGE(6),
    /** DeleteMessage. */
    DELETE_MESSAGE(7),
    /** DeleteMessageBatch. */
    DELETE_MESSAGE_BATCH(8),
    /** ChangeMessageVisibility. */
    CHANGE_MESSAGE_VISIBILITY(9),
    /** ChangeMessageVisibilityBatch. */
    CHANGE_MESSAGE_VISIBILITY_BATCH(10),
    /** PurgeQueue. */
    PURGE_QUEUE(11),
    /** Whatever a Consume stream does. */
    CONSUME(12),
    /** AddTablets. */
    ADD_TABLETS(13),
    /** SetGroupPolicy. */
    SET_GROUP_POLICY(14),
    /** SkipMessageGroupHead. */
    SKIP_MESSAGE_GROUP_HEAD(15),
    /** ParkMessageGroup. */
    PARK_MESSAGE_GROUP(16),
    /** ResumeMessageGroup. */
    RESUME_MESSAGE_GROUP(17),
    /** ReleaseMessageGroup. */
    RELEASE_MESSAGE_GROUP(18),
    /** SetDelivery. */
    SET_DELIVERY(19),
    /** TagQueue. */
    TAG_QUEUE(20),
    /** UntagQueue. */
    UNTAG_QUEUE(21),
    /** AddPermission. */
    ADD_PERMISSION(22),
    /** RemovePermission. */
    REMOVE_PERMISSION(23),
    /** StartMessageMoveTask. */
    START_MESSAGE_MOVE_TASK(24),
    /** CancelMessageMoveTask. */
    CANCEL_MESSAGE_MOVE_TASK(25),
    /** ScheduleMessage. */
    SCHEDULE_MESSAGE(26),
    /** CancelSchedule. */
    CANCEL_SCHEDULE(27),
    /** RescheduleMessage. */
    RESCHEDULE_MESSAGE(28),
    /** RedriveDeadLetters. */
    REDRIVE_DEAD_LETTERS(29),
    /** UndoRedrive. */
    UNDO_REDRIVE(30),
    /** CreateAccessKey. */
    CREATE_ACCESS_KEY(31);

    /** Seven bits of a request id are the operation's. */
    static final int NUMBER_MAX = 127;

    private final int number;

    ApiOperation(int number) {
        this.number = number;
    }

    /** 1 to {@link #NUMBER_MAX}. */
    public int number() {
        return number;
    }
}
