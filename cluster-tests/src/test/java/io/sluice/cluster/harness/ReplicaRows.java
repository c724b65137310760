package io.sluice.cluster.harness;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.record.v1.PackSlipRecord;
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
    /** The family of tables whose rows lie in packs. */
    private static final String PACKS = "packs";

    /** Messages by queue and sequence: a table's number, which never changes. Keys begin with it. */
    private static final byte MESSAGES = 34;

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

    private static boolean loseMessage(Path directory) throws RocksDBException, InvalidProtocolBufferException {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        int packs = -1;
        try (Options options = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, directory.toString())) {
                if (Arrays.equals(name, PACKS.getBytes(StandardCharsets.UTF_8))) {
                    packs = descriptors.size();
                }
                descriptors.add(new ColumnFamilyDescriptor(name));
            }
        }
        List<ColumnFamilyHandle> families = new ArrayList<>();
        try (DBOptions options = new DBOptions();
                RocksDB rows = RocksDB.open(options, directory.toString(), descriptors, families)) {
            boolean lost = packs >= 0 && loseLast(rows, families.get(packs));
            families.forEach(ColumnFamilyHandle::close);
            return lost;
        }
    }

    private static boolean loseLast(RocksDB rows, ColumnFamilyHandle packs)
            throws RocksDBException, InvalidProtocolBufferException {
        try (RocksIterator all = rows.newIterator(packs);
                FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            all.seekForPrev(new byte[] {MESSAGES + 1});
            if (!all.isValid() || all.key()[0] != MESSAGES) {
                return false;
            }
            PackSlipRecord slip = PackSlipRecord.parseFrom(all.value());
            List<Long> runs = withoutLast(slip);
            if (runs.isEmpty()) {
                rows.delete(packs, all.key());
            } else {
                rows.put(
                        packs,
                        all.key(),
                        slip.toBuilder().clearRuns().addAllRuns(runs).build().toByteArray());
            }
            rows.flush(flush, packs);
            return true;
        }
    }

    /** The runs of a slip without their last number; nothing when it is the only one. */
    private static List<Long> withoutLast(PackSlipRecord slip) {
        List<Long> runs = new ArrayList<>(slip.getRunsList());
        int last = runs.size() - 1;
        if (runs.get(last) > 1) {
            runs.set(last, runs.get(last) - 1);
            return runs;
        }
        // Before it are the distance, runs and gaps; with it goes the gap before it.
        return last > 2 ? runs.subList(0, last - 1) : List.of();
    }
}
