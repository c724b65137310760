package io.sluice.cluster.harness;

/**
 * How much load, and how unruly.
 *
 * @param senders threads that send
 * @param receivers threads that receive
 * @param sendsPerSecond logical sends per sender; half of them are batches of five
 * @param messagesMax messages per sender, after which it rests
 * @param bodyBytesMax upper bound of the padding of a body
 * @param visibilitySeconds for how long receivers hide what they receive
 * @param troublePercent how many messages meet a consumer that crashes, releases, extends or deletes too late
 * @param delayPercent how many sends are delayed by one or two seconds
 * @param unseenMax messages that nobody has received yet beyond which senders wait: without this bound a
 *     machine that is slow at receiving makes messages wait for each other, and the drain at the end takes long
 * @param groups how many message groups a FIFO queue has, or tenants a fair one; 0 for a queue without them
 * @param fair whether the groups are tenants of a standard queue, with priorities
 * @param habit how receivers go about it
 * @param seed of every choice that the load makes
 */
public record WorkloadPlan(
        int senders,
        int receivers,
        int sendsPerSecond,
        int messagesMax,
        int bodyBytesMax,
        int visibilitySeconds,
        int troublePercent,
        int delayPercent,
        int unseenMax,
        int groups,
        boolean fair,
        Habit habit,
        long seed) {
    /** How receivers go about it. */
    public enum Habit {
        /** As receivers do; see {@link Receiver}. */
        USUAL,
        /** They name their receives and ask again; see {@link RepeatingReceiver}. */
        REPEATS,
        /** They give batches back; see {@link ReleasingReceiver}. */
        RELEASES
    }

    /** Far from what is reached while receivers get anything, so that a fault is met by full load. */
    private static final int UNSEEN_MAX = 1_000;

    /** So few that a message which waits for its turn does not wait long. */
    private static final int UNSEEN_MAX_PROMPT = 40;

    /** A plan with the usual bound of what nobody has received yet. */
    public WorkloadPlan(
            int senders,
            int receivers,
            int sendsPerSecond,
            int messagesMax,
            int bodyBytesMax,
            int visibilitySeconds,
            int troublePercent,
            int delayPercent,
            long seed) {
        this(
                senders,
                receivers,
                sendsPerSecond,
                messagesMax,
                bodyBytesMax,
                visibilitySeconds,
                troublePercent,
                delayPercent,
                UNSEEN_MAX,
                0,
                false,
                Habit.USUAL,
                seed);
    }

    /**
     * Two senders and two receivers on a FIFO queue, with some of every trouble. Each blocks a group, so there are
     * many of these and few troubles, and senders never get far ahead.
     */
    public static WorkloadPlan fifo(long seed) {
        return new WorkloadPlan(2, 2, 40, 20_000, 500, 2, 6, 0, 300, 50, false, Habit.USUAL, seed);
    }

    /** The same whose receivers name their receives, and hide what they get for so long that they can ask again. */
    public static WorkloadPlan repeating(long seed) {
        return new WorkloadPlan(2, 2, 40, 20_000, 500, 6, 6, 0, 300, 20, false, Habit.REPEATS, seed);
    }

    /** The same with few groups, so that batches have several messages of one, and receivers that give them back. */
    public static WorkloadPlan releasing(long seed) {
        return new WorkloadPlan(2, 2, 20, 20_000, 500, 2, 40, 0, 200, 8, false, Habit.RELEASES, seed);
    }

    /** A standard queue with more senders than receivers, so that much is there, in every state. */
    public static WorkloadPlan stocked(long seed) {
        return new WorkloadPlan(2, 1, 40, 20_000, 500, 3, 20, 5, 300, 0, false, Habit.USUAL, seed);
    }

    /** The same on a FIFO queue, with a receiver that names its receives. */
    public static WorkloadPlan stockedFifo(long seed) {
        return new WorkloadPlan(2, 1, 40, 20_000, 500, 3, 20, 0, 300, 50, false, Habit.REPEATS, seed);
    }

    /** Two senders and two receivers with some of every trouble: about 240 messages per second. */
    public static WorkloadPlan unruly(long seed) {
        return new WorkloadPlan(2, 2, 40, 20_000, 1_000, 3, 20, 5, seed);
    }

    /** The same, but senders never get far ahead of receivers. */
    public static WorkloadPlan prompt(long seed) {
        return new WorkloadPlan(2, 2, 40, 20_000, 1_000, 3, 20, 5, UNSEEN_MAX_PROMPT, 0, false, Habit.USUAL, seed);
    }

    /** The same on a standard queue whose messages have tenants and priorities. */
    public static WorkloadPlan fair(long seed) {
        return new WorkloadPlan(2, 2, 40, 20_000, 1_000, 3, 20, 5, UNSEEN_MAX, 20, true, Habit.USUAL, seed);
    }

    /** Whether it needs a FIFO queue. */
    public boolean fifo() {
        return groups > 0 && !fair;
    }

    /** The same with consumers that only receive and delete. */
    public static WorkloadPlan orderly(long seed) {
        return new WorkloadPlan(2, 2, 40, 20_000, 1_000, 30, 0, 0, seed);
    }
}
