package io.sluice.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** The rows of a dead node's replicas, changed behind its back. */
public final class ReplicaRows {
    /** Messages by queue and sequence: a number on disk, which never changes. */
    private static final String MESSAGES = "34";

    private ReplicaRows() {}

    /** Removes the last message of every queue's rows that are on the node's disk; tells how many were removed. */
    public static int loseMessages(NodeProcess node) {
        if (node.isAlive()) {
            throw new IllegalStateException(node + " must be dead before its rows are touched");
        }
        int lost = 0;
        try (Stream<Path> files = Files.walk(node.dataDirectory())) {
            for (Path rows : files.filter(ReplicaRows::isDatabase).toList()) {
                lost += loseMessage(rows) ? 1 : 0;
            }
        } catch (IOException | RocksDBException e) {
            throw new UncheckedIOException(new IOException("cannot change the rows of " + node, e));
        }
        return lost;
    }

    private static boolean isDatabase(Path path) {
        return path.endsWith("rows") && Files.isRegularFile(path.resolve("CURRENT"));
    }

    private static boolean loseMessage(Path directory) throws RocksDBException {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        int messages = -1;
        try (Options options = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, directory.toString())) {
                if (Arrays.equals(name, MESSAGES.getBytes(StandardCharsets.UTF_8))) {
                    messages = descriptors.size();
                }
                descriptors.add(new ColumnFamilyDescriptor(name));
            }
        }
        List<ColumnFamilyHandle> families = new ArrayList<>();
        try (DBOptions options = new DBOptions();
                RocksDB rows = RocksDB.open(options, directory.toString(), descriptors, families)) {
            boolean lost = messages >= 0 && loseLast(rows, families.get(messages));
            families.forEach(ColumnFamilyHandle::close);
            return lost;
        }
    }

    private static boolean loseLast(RocksDB rows, ColumnFamilyHandle messages) throws RocksDBException {
        try (RocksIterator all = rows.newIterator(messages);
                FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            all.seekToLast();
            if (!all.isValid()) {
                return false;
            }
            rows.delete(messages, all.key());
            rows.flush(flush, messages);
            return true;
        }
    }
}
