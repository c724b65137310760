package io.sluice.node.raft;

import java.time.Duration;

/**
 * Bounds of this floor that an operator may change.
 *
 * @param waitingBytesMax encoded commands, with what their objects cost, that wait per led tablet
 * @param entriesInFlightMax entries of a led tablet on their way to a majority; more make smaller entries
 * @param unansweredMax how long an entry may be in flight before its callers are told that nobody knows
 * @param snapshotEntries the rows are flushed when this many entries were applied since
 * @param snapshotLogBytes the rows are flushed when this many bytes of log were applied since
 * @param snapshotInterval the rows are flushed this long after the last time when anything was applied since
 * @param logEntriesKept entries below the last flush that stay for followers that were away
 * @param freeBytesMin space on the disk below which the node leads nothing and takes no commands
 * @param replyThreads threads on which futures complete and the listener is called
 * @param closeMax how long closing may wait for other nodes to take the leads over
 */
public record RaftLimits(
        long waitingBytesMax,
        int entriesInFlightMax,
        Duration unansweredMax,
        long snapshotEntries,
        long snapshotLogBytes,
        Duration snapshotInterval,
        long logEntriesKept,
        long freeBytesMin,
        int replyThreads,
        Duration closeMax) {
    /** What suits a node with a few tablets. */
    public static RaftLimits defaults() {
        return new RaftLimits(
                32L << 20,
                1,
                Duration.ofSeconds(10),
                20_000,
                64L << 20,
                Duration.ofSeconds(60),
                2_000,
                256L << 20,
                2,
                Duration.ofSeconds(3));
    }

    /** The same with another bound on entries in flight. */
    public RaftLimits withEntriesInFlightMax(int entries) {
        return new RaftLimits(
                waitingBytesMax,
                entries,
                unansweredMax,
                snapshotEntries,
                snapshotLogBytes,
                snapshotInterval,
                logEntriesKept,
                freeBytesMin,
                replyThreads,
                closeMax);
    }
}
