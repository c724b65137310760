package io.sluice.node.raft;

import java.io.IOException;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.raftlog.segmented.LogSegment;
import org.apache.ratis.server.raftlog.segmented.LogSegmentPath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which a replica keeps its term and whom it voted for. When the disk is full, Ratis 3.3.0
 * puts an empty file in its place ({@code RaftStorageMetadataFileImpl.atomicWrite} renames what it could
 * not write), and then no replica of the node starts any more. A replica that forgot its vote may vote
 * again only where it cannot have voted: so it moves to a term far beyond any that there was. The leader
 * steps down once for it, and the next term is above that one.
 */
final class VoteRecord {
    /** More elections than a week of them without a single entry, one every 600 ms. */
    static final long TERMS_SKIPPED = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(VoteRecord.class);
    private static final String FILE = "raft-meta";
    private static final String TERM = "term";

    private VoteRecord() {}

    /** Writes anew every record of a node that cannot be read. To be called before the RaftServer starts. */
    static void repairAll(Path raftDirectory) throws IOException {
        List<Path> replicas;
        try (Stream<Path> entries = Files.list(raftDirectory)) {
            replicas = entries.map(group -> group.resolve("current")).toList();
        }
        for (Path replica : replicas) {
            Path record = replica.resolve(FILE);
            if (Files.exists(record) && !isReadable(record)) {
                long term = lastTerm(replica) + TERMS_SKIPPED;
                write(record, term);
                LOG.warn("the record of the vote was lost, as on a full disk; moved on file={} term={}", record, term);
            }
        }
    }

    private static boolean isReadable(Path record) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(record, StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        return properties.getProperty(TERM, "").matches("[0-9]{1,18}") && properties.containsKey("votedFor");
    }

    /** The highest term in the log; 0 when it has no entry. */
    private static long lastTerm(Path directory) throws IOException {
        long[] highest = {0};
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.toList();
        }
        for (Path file : files) {
            LogSegmentPath segment = LogSegmentPath.matchLogSegment(file);
            if (segment != null) {
                LogSegment.readSegmentFile(
                        file.toFile(),
                        segment.getStartEnd(),
                        RaftSettings.APPEND_BYTES_MAX,
                        CorruptionPolicy.WARN_AND_RETURN,
                        null,
                        entry -> highest[0] = Math.max(highest[0], entry.getTerm()));
            }
        }
        return highest[0];
    }

    private static void write(Path record, long term) throws IOException {
        Path fresh = record.resolveSibling(FILE + ".repaired");
        Files.writeString(fresh, TERM + "=" + term + "\nvotedFor=\n");
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, record, StandardCopyOption.ATOMIC_MOVE);
    }
}
