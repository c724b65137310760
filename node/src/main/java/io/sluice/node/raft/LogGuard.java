package io.sluice.node.raft;

import io.sluice.node.model.TabletId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.raftlog.segmented.LogSegment;
import org.apache.ratis.server.raftlog.segmented.LogSegmentPath;
import org.apache.ratis.server.storage.RaftStorage;

/**
 * Looks at a replica's log before Ratis opens it. An entry is applied only after this replica has it
 * on disk; so a log that ends before what the rows reflect has lost entries that this replica has
 * acknowledged, and the replica must not vote any more. A torn tail of entries that were never
 * acknowledged is normal after a crash, and Ratis cuts it off.
 */
final class LogGuard {
    private static final Pattern START = Pattern.compile("log_(?:inprogress_)?([0-9]+)(?:-[0-9]+)?");
    private static final Pattern CLOSED_END = Pattern.compile("log_[0-9]+-([0-9]+)");

    private LogGuard() {}

    /**
     * Checks a replica.
     *
     * @param applied what the rows on disk reflect
     * @param installed what they reflected when they were fetched from a leader, whose log they may be ahead of
     * @throws IOException that says what is missing
     */
    static void check(TabletId tablet, RaftStorage storage, Position applied, Optional<Position> installed)
            throws IOException {
        List<LogSegmentPath> segments = LogSegmentPath.getLogSegmentPaths(storage);
        checkGaps(tablet, segments);
        long end = end(segments);
        boolean nothingAppliedSinceInstall =
                installed.isPresent() && installed.get().equals(applied);
        if (end < applied.index() && !nothingAppliedSinceInstall) {
            throw new IOException("tablet " + tablet + ": the log on disk ends at index " + end
                    + " but the rows reflect index " + applied.index()
                    + ": acknowledged entries are lost; remove this node's data, and let it join again empty");
        }
    }

    private static void checkGaps(TabletId tablet, List<LogSegmentPath> segments) throws IOException {
        for (int i = 1; i < segments.size(); i++) {
            Path before = segments.get(i - 1).getPath();
            Path after = segments.get(i).getPath();
            if (number(CLOSED_END, before) + 1 != number(START, after)) {
                throw new IOException("tablet " + tablet + ": segments " + before.getFileName() + " and "
                        + after.getFileName() + " of the log do not join");
            }
        }
    }

    /** Index of the last readable entry; one less than the start of an empty segment. */
    private static long end(List<LogSegmentPath> segments) throws IOException {
        if (segments.isEmpty()) {
            return Position.START.index();
        }
        LogSegmentPath last = segments.get(segments.size() - 1);
        int entries = LogSegment.readSegmentFile(
                last.getPath().toFile(),
                last.getStartEnd(),
                RaftSettings.APPEND_BYTES_MAX,
                CorruptionPolicy.WARN_AND_RETURN,
                null,
                entry -> {});
        return number(START, last.getPath()) + entries - 1;
    }

    private static long number(Pattern which, Path segment) throws IOException {
        Matcher name = which.matcher(segment.getFileName().toString());
        if (!name.matches()) {
            throw new IOException("unexpected name of a log segment: " + segment);
        }
        return Long.parseLong(name.group(1));
    }
}
