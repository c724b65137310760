package io.sluice.node.storage;

import static io.sluice.node.storage.Samples.LARGE;
import static io.sluice.node.storage.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** A walk that cannot begin leaves nothing behind. */
final class PackWalkTest {
    static {
        RocksDB.loadLibrary();
    }

    @TempDir
    Path dir;

    @Test
    void givesBackWhatItHoldsWhenItCannotBegin() throws RocksDBException {
        try (RocksDB db = RocksDB.open(dir.toString())) {
            Place place = new Place(db.getDefaultColumnFamily(), LARGE.id().number());
            db.put(place.at(LARGE.keys().encode(key(1, 9))), "no slip".getBytes(StandardCharsets.UTF_8));
            List<ReadOptions> options = new ArrayList<>();
            AtomicInteger released = new AtomicInteger();

            assertThatThrownBy(() -> new PackWalk<>(
                            new Packs(db),
                            place,
                            LARGE,
                            key(1, 0),
                            key(2, 0),
                            () -> {
                                options.add(new ReadOptions());
                                return options.get(options.size() - 1);
                            },
                            released::incrementAndGet))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("cannot be read");

            assertThat(released).hasValue(1);
            assertThat(options).isNotEmpty().noneMatch(ReadOptions::isOwningHandle);
        }
    }
}
