package io.sluice.node.storage;

import static io.sluice.node.storage.Samples.ALL;
import static io.sluice.node.storage.Samples.LARGE;
import static io.sluice.node.storage.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.storage.Samples.Row;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What befalls packs when rows come and go. Each change is flushed, so that all of it is on disk. */
class PackedRowsTest {
    private static final int ROW_BYTES = 1_000;

    @TempDir
    Path dir;

    private StoreEngine engine;
    private RocksStore store;
    private final NavigableMap<Long, Row> expected = new TreeMap<>();

    @BeforeEach
    void open() {
        engine = new StoreEngine(Samples.small());
        store = RocksStore.open(engine, dir.resolve("rows"), ALL);
    }

    @AfterEach
    void close() {
        store.close();
        engine.close();
    }

    @Test
    void deletingRowsOfAPackWritesItsSlipOnly() {
        flushed(tx -> put(tx, 0, 320));
        long written = bytesWritten(tx -> {
            for (long number = 0; number < 320; number += 2) {
                delete(tx, number);
            }
        });
        assertThat(written).isLessThan(2_000);
        check();
    }

    @Test
    void fewSurvivorsArePackedAnew() {
        flushed(tx -> put(tx, 0, 320));
        long written = bytesWritten(tx -> {
            for (long number = 0; number < 320; number++) {
                if (number % 16 != 0) {
                    delete(tx, number);
                }
            }
        });
        assertThat(written).isBetween(20L * ROW_BYTES, 25L * ROW_BYTES);
        check();
    }

    @Test
    void rowsBetweenRowsOfAPackJoinIt() {
        flushed(tx -> {
            for (long number = 0; number < 600; number += 3) {
                put(tx, number, number + 1);
            }
        });
        flushed(tx -> put(tx, 100, 300));
        check();
        flushed(tx -> {
            delete(tx, 0);
            put(tx, 1, 2);
            delete(tx, 597);
            put(tx, 599, 700);
        });
        check();
    }

    @Test
    void aRowIsReplacedInItsPack() {
        flushed(tx -> put(tx, 0, 100));
        flushed(tx -> {
            expected.put(50L, new Row(5_000, 3));
            tx.put(LARGE, key(1, 50), new Row(5_000, 3));
        });
        check();
    }

    @Test
    void aClearedSpanMayBeginAndEndWithinPacks() {
        flushed(tx -> put(tx, 0, 1_000));
        flushed(tx -> clear(tx, 101, 899));
        check();
        flushed(tx -> clear(tx, 0, 950));
        check();
    }

    @Test
    void whatComesAfterAClearInOneGenerationStays() {
        flushed(tx -> put(tx, 0, 1_000));
        flushed(tx -> {
            clear(tx, 101, 899);
            put(tx, 90, 110);
            put(tx, 400, 500);
            put(tx, 895, 905);
            clear(tx, 450, 460);
            delete(tx, 5);
        });
        check();
        flushed(tx -> {
            clear(tx, 0, 1_000);
            put(tx, 3, 4);
        });
        check();
    }

    @Test
    void otherLinesAreLeftAlone() {
        flushed(tx -> {
            put(tx, 0, 50);
            for (long resource : new long[] {0, 2}) {
                for (long number = 0; number < 50; number++) {
                    tx.insert(LARGE, key(resource, number), new Row(number, 10));
                }
            }
        });
        flushed(tx -> clear(tx, 0, 50));
        check();
        assertThat(store.<Row>read(view -> view.get(LARGE, key(0, 49)).orElseThrow()))
                .isEqualTo(new Row(49, 10));
        assertThat(store.<Row>read(view -> view.get(LARGE, key(2, 0)).orElseThrow()))
                .isEqualTo(new Row(0, 10));
    }

    /** Rows whose packs are split, merged and packed anew all the time are there in every look. */
    @Test
    void looksSeeEveryRowWhilePacksChange() {
        flushed(tx -> {
            for (long number = 0; number < 400; number += 4) {
                put(tx, number, number + 1);
            }
        });
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
            for (int round = 0; round < 300; round++) {
                int rest = 1 + round % 3;
                boolean come = round / 3 % 2 == 0;
                store.write(tx -> {
                    for (long number = rest; number < 400; number += 4) {
                        if (come) {
                            tx.put(LARGE, key(1, number), new Row(number, ROW_BYTES));
                        } else {
                            tx.delete(LARGE, key(1, number));
                        }
                    }
                    return 0;
                });
            }
        });
        do {
            store.read(PackedRowsTest::everyFourthIsThere);
            store.scan(PackedRowsTest::everyFourthIsThere);
        } while (!changes.isDone());
        changes.join();
    }

    private static int everyFourthIsThere(View view) {
        for (long number = 0; number < 400; number += 4) {
            assertThat(view.get(LARGE, key(1, number))).contains(new Row(number, ROW_BYTES));
        }
        int[] found = {0};
        view.scan(LARGE, key(1, 0), key(1, 400), (at, row) -> {
            found[0] += at.number() % 4 == 0 ? 1 : 0;
            return row.number() == at.number();
        });
        assertThat(found[0]).isEqualTo(100);
        return found[0];
    }

    private void put(Tx tx, long from, long to) {
        for (long number = from; number < to; number++) {
            Row row = new Row(number, ROW_BYTES);
            expected.put(number, row);
            tx.put(LARGE, key(1, number), row);
        }
    }

    private void delete(Tx tx, long number) {
        expected.remove(number);
        tx.delete(LARGE, key(1, number));
    }

    private void clear(Tx tx, long from, long to) {
        expected.subMap(from, to).clear();
        tx.deleteRange(LARGE, key(1, from), key(1, to));
    }

    private void flushed(Consumer<Tx> entry) {
        store.write(tx -> {
            entry.accept(tx);
            return 0;
        });
        store.flush();
    }

    private long bytesWritten(Consumer<Tx> entry) {
        long before = store.stats().spillBytes();
        flushed(entry);
        return store.stats().spillBytes() - before;
    }

    /** All ways to read agree with what is expected, now and when it was opened again. */
    private void check() {
        store.read(this::checked);
        store.scan(this::checked);
        store.close();
        store = RocksStore.open(engine, dir.resolve("rows"), ALL);
        store.read(this::checked);
    }

    private int checked(View view) {
        NavigableMap<Long, Row> found = new TreeMap<>();
        view.scan(LARGE, key(1, 0), key(1, -1), (at, row) -> {
            found.put(at.number(), row);
            return true;
        });
        assertThat(found).isEqualTo(expected);
        for (long number = 0; number < 1_010; number++) {
            Row row = view.get(LARGE, key(1, number)).orElse(null);
            assertThat(row).isEqualTo(expected.get(number));
        }
        return found.size();
    }
}
