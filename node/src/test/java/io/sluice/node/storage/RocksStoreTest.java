package io.sluice.node.storage;

import static io.sluice.node.storage.Samples.ALL;
import static io.sluice.node.storage.Samples.APPLIED;
import static io.sluice.node.storage.Samples.DUE;
import static io.sluice.node.storage.Samples.HELD;
import static io.sluice.node.storage.Samples.LARGE;
import static io.sluice.node.storage.Samples.NAMES;
import static io.sluice.node.storage.Samples.ONLY;
import static io.sluice.node.storage.Samples.due;
import static io.sluice.node.storage.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.node.state.Keys;
import io.sluice.node.state.Table;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.storage.Samples.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreTest {
    @TempDir
    Path dir;

    private StoreEngine engine;
    private RocksStore store;

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
    void aRowIsSeenWithinItsEntryAndAfterIt() {
        boolean within = store.write(tx -> {
            tx.put(NAMES, new Keys.Text("a"), new Row(1, 10));
            return tx.get(NAMES, new Keys.Text("a")).isPresent();
        });
        assertThat(within).isTrue();
        assertThat(store.<Row>read(view -> view.get(NAMES, new Keys.Text("a")).orElseThrow()))
                .isEqualTo(new Row(1, 10));
    }

    @Test
    void whatDiesYoungNeverReachesTheDisk() {
        for (int i = 0; i < 10_000; i++) {
            long number = i;
            store.write(tx -> {
                tx.insert(LARGE, key(1, number), new Row(number, 1000));
                tx.put(LARGE, key(1, number), new Row(number, 1001));
                tx.delete(LARGE, key(1, number));
                return number;
            });
        }
        assertThat(store.stats().spills()).isZero();
        assertThat(store.stats().overlayBytes()).isZero();
    }

    @Test
    void whatWasReadAheadIsForgottenWhenItChanges() {
        fill(0, 200);
        store.flush();
        assertThat(large(0)).isPresent();
        assertThat(large(1)).isPresent(); // and with it those that follow
        store.write(tx -> {
            tx.delete(LARGE, key(1, 5));
            tx.put(LARGE, key(1, 6), new Row(606, 100));
            return 0;
        });
        store.flush();
        assertThat(large(5)).isEmpty();
        assertThat(large(6)).contains(new Row(606, 100));
        assertThat(large(7)).isPresent();
    }

    private Optional<Row> large(long number) {
        return store.read(view -> view.get(LARGE, key(1, number)));
    }

    @Test
    void aLongRunOfDeletedNeighboursLeavesOneMarkAndNothingElseIsDeleted() {
        store.write(tx -> {
            for (long number = 0; number < 2_000; number++) {
                tx.insert(HELD, key(1, number), new Row(number, 7));
            }
            return 0;
        });
        store.flush();
        long before = store.stats().spillBytes();
        store.write(tx -> {
            for (long number = 100; number <= 1_500; number++) {
                // What lives on cuts the keys into runs of 600, 499, 99 and 200.
                if (number != 700 && number != 1_200 && number != 1_300) {
                    tx.delete(HELD, key(1, number));
                }
            }
            tx.put(HELD, key(1, 1_200), new Row(1_200, 7));
            return 0;
        });
        store.flush();

        List<Long> living = new ArrayList<>();
        for (long number = 0; number < 2_000; number++) {
            if (number < 100 || number > 1_500 || number == 700 || number == 1_200 || number == 1_300) {
                living.add(number);
            }
        }
        assertThat(held(0, 2_000)).isEqualTo(living);
        assertThat(store.<Boolean>read(view -> view.get(HELD, key(1, 699)).isEmpty()
                        && view.get(HELD, key(1, 700)).isPresent()))
                .isTrue();
        // The long ones are ranges, the short ones go key by key: 300 keys of some twenty bytes.
        assertThat(store.stats().spillBytes() - before).isLessThan(8_000);
        reopen();
        assertThat(held(0, 2_000)).isEqualTo(living);
    }

    @Test
    void scansMergeWhatIsInTheHeapWithWhatIsOnDisk() {
        fill(0, 100);
        store.flush();
        store.write(tx -> {
            tx.delete(LARGE, key(1, 10));
            tx.put(LARGE, key(1, 20), new Row(2000, 5));
            tx.insert(LARGE, key(1, 100), new Row(100, 5));
            return 0;
        });
        assertThat(numbers(5, 25))
                .containsExactly(
                        5L, 6L, 7L, 8L, 9L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 2000L, 21L, 22L, 23L, 24L);
        assertThat(numbers(98, 200)).containsExactly(98L, 99L, 100L);
        assertThat(numbers(50, 50)).isEmpty();
        assertThat(numbers(50, 40)).isEmpty();
    }

    @Test
    void aScanStopsWhenToldTo() {
        fill(0, 20);
        List<Long> seen = new ArrayList<>();
        store.read(view -> {
            view.scan(LARGE, key(1, 3), key(1, 20), (key, row) -> {
                seen.add(row.number());
                return seen.size() < 4;
            });
            return 0;
        });
        assertThat(seen).containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void aClearedSpanHidesTheDiskAtOnceAndTakesNewRows() {
        fill(0, 500);
        store.flush();
        List<Long> within = store.write(tx -> {
            tx.insert(LARGE, key(1, 500), new Row(500, 1));
            tx.deleteRange(LARGE, key(1, 100), key(1, 600));
            tx.insert(LARGE, key(1, 550), new Row(550, 1));
            assertThat(tx.get(LARGE, key(1, 200))).isEmpty();
            assertThat(tx.get(LARGE, key(1, 99))).isPresent();
            return numbers(tx, LARGE, 98, 1000);
        });
        assertThat(within).containsExactly(98L, 99L, 550L);
        assertThat(numbers(98, 1000)).containsExactly(98L, 99L, 550L);
        store.flush();
        reopen();
        assertThat(numbers(98, 1000)).containsExactly(98L, 99L, 550L);
    }

    @Test
    void aSpanOfAFewRowsIsDeletedWithoutASpill() {
        fill(0, 20);
        store.flush();
        long spills = store.stats().spills();
        store.write(tx -> {
            tx.put(LARGE, key(1, 3), new Row(33, 1));
            tx.deleteRange(LARGE, key(1, 2), key(1, 18));
            return 0;
        });
        assertThat(store.stats().spills()).isEqualTo(spills);
        assertThat(numbers(0, 1000)).containsExactly(0L, 1L, 18L, 19L);
    }

    @Test
    void tablesDoNotMix() {
        store.write(tx -> {
            tx.put(LARGE, key(7, 7), new Row(1, 1));
            tx.put(DUE, due(7, 7, 7), new Row(3, 1));
            return 0;
        });
        store.flush();
        assertThat(store.<Boolean>read(view -> view.get(HELD, key(7, 7)).isEmpty()))
                .isTrue();
        assertThat(store.<Long>read(
                        view -> view.get(DUE, due(7, 7, 7)).orElseThrow().number()))
                .isEqualTo(3);
    }

    @Test
    void aLookChangesNothing() {
        assertThatThrownBy(() -> store.read(view -> {
                    ((Tx) view).put(NAMES, new Keys.Text("a"), new Row(1, 1));
                    return 0;
                }))
                .hasMessageContaining("a look changes nothing");
    }

    private void fill(long from, long to) {
        for (long i = from; i < to; i++) {
            long number = i;
            store.write(tx -> {
                tx.insert(LARGE, key(1, number), new Row(number, 700));
                tx.put(APPLIED, ONLY, new Row(number, 0));
                return 0;
            });
        }
    }

    private void reopen() {
        store.close();
        store = RocksStore.open(engine, dir.resolve("rows"), ALL);
    }

    private List<Long> numbers(long from, long to) {
        return store.read(view -> numbers(view, LARGE, from, to));
    }

    private List<Long> held(long from, long to) {
        return store.read(view -> numbers(view, HELD, from, to));
    }

    private static List<Long> numbers(View view, Table<Keys.InResource, Row> table, long from, long to) {
        List<Long> numbers = new ArrayList<>();
        view.scan(table, key(1, from), key(1, to), (key, row) -> numbers.add(row.number()));
        return numbers;
    }
}
