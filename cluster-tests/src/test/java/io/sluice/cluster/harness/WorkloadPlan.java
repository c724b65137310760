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
        long seed) {
    /** Two senders and two receivers with some of every trouble: about 240 messages per second. */
    public static WorkloadPlan unruly(long seed) {
        return new WorkloadPlan(2, 2, 40, 20_000, 1_000, 3, 20, 5, seed);
    }

    /** The same with consumers that only receive and delete. */
    public static WorkloadPlan orderly(long seed) {
        return new WorkloadPlan(2, 2, 40, 20_000, 1_000, 30, 0, 0, seed);
    }
}
