package io.sluice.node.app.config;

import java.time.Duration;

/**
 * The replicated log of every tablet of the node.
 *
 * @param electionTimeoutMin silence of a leader after which a follower may stand for election
 * @param electionTimeoutMax upper end of that random wait
 * @param waitingBytesMax commands per led tablet that may wait; beyond it callers are told to back off
 * @param entriesInFlightMax entries of a led tablet on their way to a majority
 * @param unansweredMax how long an entry may be on its way before its callers are told that nobody knows
 * @param snapshotEntries entries applied since the last snapshot that cause the next
 * @param snapshotLogBytes bytes of log applied since the last snapshot that cause the next
 * @param snapshotInterval time since the last snapshot that causes the next, if anything was applied
 * @param logEntriesKept entries kept in the log below the last snapshot, for followers that were away
 * @param freeBytesMin free disk below which the node leads nothing and takes no commands
 * @param replyThreads threads on which answers are passed on
 * @param closeMax how long a stop may wait for other nodes to take the leads over
 */
public record RaftSettings(
        Duration electionTimeoutMin,
        Duration electionTimeoutMax,
        DataSize waitingBytesMax,
        int entriesInFlightMax,
        Duration unansweredMax,
        int snapshotEntries,
        DataSize snapshotLogBytes,
        Duration snapshotInterval,
        int logEntriesKept,
        DataSize freeBytesMin,
        int replyThreads,
        Duration closeMax)
        implements Section {
    public RaftSettings {
        Check.range("electionTimeoutMin", electionTimeoutMin, "100ms", "60s");
        Check.range("electionTimeoutMax", electionTimeoutMax, "200ms", "120s");
        Check.holds(
                electionTimeoutMax.compareTo(electionTimeoutMin.plusMillis(100)) >= 0,
                "electionTimeoutMax",
                "must be at least 100ms above electionTimeoutMin (" + Durations.text(electionTimeoutMin)
                        + "), or the candidates collide");
        Check.range("waitingBytesMax", waitingBytesMax, "4MB", "1GB");
        Check.range("entriesInFlightMax", entriesInFlightMax, 1, 64);
        Check.range("unansweredMax", unansweredMax, "1s", "5m");
        Check.range("snapshotEntries", snapshotEntries, 100, 10_000_000);
        Check.range("snapshotLogBytes", snapshotLogBytes, "1MB", "64GB");
        Check.range("snapshotInterval", snapshotInterval, "1s", "7d");
        Check.range("logEntriesKept", logEntriesKept, 0, 10_000_000);
        Check.range("freeBytesMin", freeBytesMin, "1MB", "1024GB");
        Check.range("replyThreads", replyThreads, 1, 64);
        Check.range("closeMax", closeMax, "0ms", "60s");
    }

    static RaftSettings defaults() {
        return new RaftSettings(
                Duration.ofMillis(600),
                Duration.ofMillis(900),
                DataSize.ofMegabytes(32),
                1,
                Duration.ofSeconds(10),
                20_000,
                DataSize.ofMegabytes(64),
                Duration.ofSeconds(60),
                2_000,
                DataSize.ofMegabytes(256),
                2,
                Duration.ofSeconds(3));
    }
}
