package io.sluice.node.app.config;

import java.time.Duration;

/**
 * The replicated log of every tablet of the node.
 *
 * @param electionTimeoutMin silence of a leader after which a follower may stand for election
 * @param electionTimeoutMax upper end of that random wait
 * @param pendingBytesMax commands per tablet that may wait for a majority; beyond it callers are told to back off
 * @param snapshotEntries entries applied since the last snapshot that cause the next
 * @param snapshotBytes bytes applied since the last snapshot that cause the next
 * @param snapshotInterval time since the last snapshot that causes the next, if anything was applied
 * @param keptEntries entries kept in the log after a snapshot, for followers a little behind
 * @param segmentBytes size of one log file, the unit in which the log is cut off
 * @param freeSpaceMin free disk below which the node gives up its leads and takes no writes
 */
public record RaftSettings(
        Duration electionTimeoutMin,
        Duration electionTimeoutMax,
        DataSize pendingBytesMax,
        int snapshotEntries,
        DataSize snapshotBytes,
        Duration snapshotInterval,
        int keptEntries,
        DataSize segmentBytes,
        DataSize freeSpaceMin)
        implements Section {
    public RaftSettings {
        Check.range("electionTimeoutMin", electionTimeoutMin, "100ms", "60s");
        Check.range("electionTimeoutMax", electionTimeoutMax, "100ms", "120s");
        Check.holds(
                electionTimeoutMax.compareTo(electionTimeoutMin.plusMillis(100)) >= 0,
                "electionTimeoutMax",
                "must be at least 100ms above electionTimeoutMin (" + Durations.text(electionTimeoutMin)
                        + "), or the candidates collide");
        Check.range("pendingBytesMax", pendingBytesMax, "4MB", "1GB");
        Check.range("snapshotEntries", snapshotEntries, 100, 10_000_000);
        Check.range("snapshotBytes", snapshotBytes, "1MB", "64GB");
        Check.range("snapshotInterval", snapshotInterval, "1s", "7d");
        Check.range("keptEntries", keptEntries, 0, 10_000_000);
        Check.range("segmentBytes", segmentBytes, "4MB", "1GB");
        Check.range("freeSpaceMin", freeSpaceMin, "1MB", "1024GB");
    }

    static RaftSettings defaults() {
        return new RaftSettings(
                Duration.ofMillis(600),
                Duration.ofMillis(900),
                DataSize.ofMegabytes(32),
                2_000,
                DataSize.ofMegabytes(256),
                Duration.ofMinutes(5),
                2_000,
                DataSize.ofMegabytes(16),
                DataSize.ofMegabytes(256));
    }
}
