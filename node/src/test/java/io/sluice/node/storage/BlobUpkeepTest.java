package io.sluice.node.storage;

import static io.sluice.node.storage.Samples.ALL;
import static io.sluice.node.storage.Samples.LARGE;
import static io.sluice.node.storage.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.storage.Samples.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobUpkeepTest {
    private static final long MIB = 1L << 20;
    private static final int ROW_BYTES = 256 << 10;
    private static final int ROWS = 2_400;

    @TempDir
    Path dir;

    @Test
    void itBeginsAtHalfAndEndsAtAQuarter() {
        assertThat(BlobUpkeep.wanted(false, 255 * MIB, 300 * MIB)).isFalse();
        assertThat(BlobUpkeep.wanted(false, 256 * MIB, 513 * MIB)).isFalse();
        assertThat(BlobUpkeep.wanted(false, 256 * MIB, 512 * MIB)).isTrue();
        assertThat(BlobUpkeep.wanted(true, 200 * MIB, 512 * MIB)).isTrue();
        assertThat(BlobUpkeep.wanted(true, 200 * MIB, 801 * MIB)).isFalse();
        assertThat(BlobUpkeep.wanted(true, 127 * MIB, 130 * MIB)).isFalse();
    }

    @Test
    void aFewSlowRowsDoNotPinTheDisk() throws InterruptedException {
        try (StoreEngine engine = new StoreEngine(Samples.small());
                RocksStore store = RocksStore.open(engine, dir.resolve("rows"), ALL)) {
            for (int i = 0; i < ROWS; i++) {
                put(store, i);
            }
            store.flush();
            assertThat(store.stats().blobBytes()).isGreaterThan(ROWS * (long) ROW_BYTES * 9 / 10);
            for (int i = 0; i < ROWS; i++) {
                if (i % 64 != 0) {
                    delete(store, i);
                }
            }
            store.flush();
            awaitLittleDisk(store);
            for (int i = 0; i < ROWS; i += 64) {
                long number = i;
                Optional<Row> row = store.read(view -> view.get(LARGE, key(1, number)));
                assertThat(row).contains(new Row(number, ROW_BYTES));
            }
        }
    }

    /** As in life, further rows come and go; they bring the looks and the compactions. */
    private static void awaitLittleDisk(RocksStore store) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        for (long number = ROWS; store.stats().blobBytes() > 2 * BlobUpkeep.GARBAGE_BYTES_MIN / 3; number++) {
            assertThat(Instant.now())
                    .as("%d MiB of blobs", store.stats().blobBytes() / MIB)
                    .isBefore(end);
            put(store, number);
            delete(store, number);
            store.flush();
            Thread.sleep(20);
        }
    }

    private static void put(RocksStore store, long number) {
        store.write(tx -> {
            tx.put(LARGE, key(1, number), new Row(number, ROW_BYTES));
            return number;
        });
    }

    private static void delete(RocksStore store, long number) {
        store.write(tx -> {
            tx.delete(LARGE, key(1, number));
            return number;
        });
    }
}
