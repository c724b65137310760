package io.sluice.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the names of a node's log files tell. */
public final class RaftLogs {
    private static final Pattern SEGMENT = Pattern.compile("log_(?:inprogress_)?(\\d+)(?:-\\d+)?");

    private RaftLogs() {}

    /** First entry that the log which was purged furthest still has; 0 when none was purged. */
    public static long purgedUpTo(NodeProcess node) {
        try (Stream<Path> files = Files.walk(node.dataDirectory())) {
            Map<Path, Long> firsts = files.filter(file ->
                            SEGMENT.matcher(file.getFileName().toString()).matches())
                    .collect(Collectors.toMap(Path::getParent, RaftLogs::start, Math::min));
            return firsts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the logs of " + node, e);
        } catch (UncheckedIOException e) {
            return 0; // a file was purged while it was listed; ask again
        }
    }

    private static long start(Path file) {
        Matcher matcher = SEGMENT.matcher(file.getFileName().toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
