package io.sluice.node.storage;

import static io.sluice.node.storage.Samples.ALL;
import static io.sluice.node.storage.Samples.APPLIED;
import static io.sluice.node.storage.Samples.LARGE;
import static io.sluice.node.storage.Samples.NAMES;
import static io.sluice.node.storage.Samples.ONLY;
import static io.sluice.node.storage.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.node.state.Keys;
import io.sluice.node.state.RowCodec;
import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import io.sluice.node.state.View;
import io.sluice.node.storage.Samples.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLifeTest {
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
    void onlyWhatWasFlushedOutlivesItsProcess() {
        fill(0, 300);
        store.flush();
        fill(300, 310);
        reopen();
        assertThat(numbers(0, 1000)).hasSize(300);
        assertThat(applied()).isEqualTo(299);
    }

    @Test
    void aFailedEntryFailsTheStoreAndReachesNothing() {
        fill(0, 1);
        store.flush();
        assertThatThrownBy(() -> store.write(tx -> {
                    tx.put(LARGE, key(1, 5), new Row(5, 1));
                    throw new IllegalStateException("mistake");
                }))
                .hasMessage("mistake");
        assertThatThrownBy(() -> store.flush()).isInstanceOf(StoreFailure.class);
        assertThatThrownBy(() -> store.read(view -> 0)).isInstanceOf(StoreFailure.class);
        reopen();
        assertThat(numbers(0, 10)).containsExactly(0L);
    }

    @Test
    void aRowThatCannotBeSpilledFailsTheStore() {
        RowCodec<Row> torn = new RowCodec<>() {
            @Override
            public byte[] encode(Row row) {
                throw new IllegalStateException("no bytes");
            }

            @Override
            public Row decode(byte[] bytes) {
                throw new IllegalStateException("no row");
            }
        };
        Table<Keys.Text, Row> table = new Table<>(TableId.NAMES, Keys.TEXT, torn);
        try (RocksStore failing = RocksStore.open(engine, dir.resolve("torn"), List.of(table))) {
            failing.write(tx -> {
                tx.put(table, new Keys.Text("a"), new Row(1, 1));
                return 0;
            });
            assertThatThrownBy(failing::flush).isInstanceOf(StoreFailure.class).hasStackTraceContaining("no bytes");
            assertThatThrownBy(() -> failing.write(tx -> 0)).isInstanceOf(StoreFailure.class);
            assertThatThrownBy(() -> failing.read(view -> 0)).isInstanceOf(StoreFailure.class);
        }
    }

    @Test
    void storesShareTheHeapThatOverlaysMayTake() {
        long alone = Samples.small().overlayBytesMax();
        assertThat(engine.overlayBytesMax()).isEqualTo(alone);
        List<RocksStore> others = new ArrayList<>();
        for (int i = 1; i < 2 * StoreConfig.OVERLAYS_SHARED; i++) {
            others.add(RocksStore.open(engine, dir.resolve("other" + i), List.of(APPLIED)));
        }
        assertThat(engine.overlayBytesMax()).isEqualTo(alone / 2);
        others.forEach(RocksStore::close);
        assertThat(engine.overlayBytesMax()).isEqualTo(alone);
    }

    @Test
    void looksSeeWholeEntriesWhateverIsSpilledFlushedAndCopiedMeanwhile() throws Exception {
        int entries = 15_000;
        ExecutorService others = Executors.newFixedThreadPool(2);
        try {
            AtomicBoolean done = new AtomicBoolean();
            Future<Integer> looks = others.submit(() -> {
                int count = 0;
                for (; !done.get(); count++) {
                    assertThat(store.read(Writer::contradiction)).isEmpty();
                }
                return count;
            });
            Future<Integer> copies = others.submit(() -> {
                int count = 0;
                for (; !done.get(); count++) {
                    long before = store.read(Writer::applied);
                    Path copy = dir.resolve("copy" + count);
                    store.checkpoint(copy);
                    store.flush();
                    try (RocksStore other = RocksStore.open(engine, copy, ALL)) {
                        assertThat(other.read(Writer::contradiction)).isEmpty();
                        assertThat(other.<Long>read(Writer::applied)).isGreaterThanOrEqualTo(before);
                    }
                }
                return count;
            });
            for (int i = 1; i <= entries; i++) {
                long index = i;
                store.write(tx -> {
                    Writer.apply(tx, index);
                    return index;
                });
            }
            done.set(true);
            assertThat(looks.get(30, TimeUnit.SECONDS)).isPositive();
            assertThat(copies.get(30, TimeUnit.SECONDS)).isPositive();
        } finally {
            others.shutdownNow();
        }
    }

    @Test
    void aCheckpointIsACopyThatLivesOn() {
        fill(0, 400);
        Path copy = dir.resolve("copy");
        store.checkpoint(copy);
        fill(400, 450);
        store.write(tx -> {
            tx.deleteRange(LARGE, key(1, 0), key(1, 1000));
            return 0;
        });
        try (RocksStore other = RocksStore.open(engine, copy, ALL)) {
            assertThat(other.<List<Long>>read(view -> numbers(view, 0, 1000))).hasSize(400);
        }
        assertThat(numbers(0, 1000)).isEmpty();
    }

    @Test
    void aCheckpointCanBeLookedAtBesideItsStoreAndStaysAsItIs() {
        fill(0, 400);
        Path copy = dir.resolve("copy");
        store.checkpoint(copy);
        fill(400, 450);
        for (int i = 0; i < 2; i++) {
            try (RocksStore looked = RocksStore.openToRead(engine, copy, ALL)) {
                assertThat(looked.<List<Long>>read(view -> numbers(view, 0, 1000)))
                        .hasSize(400);
                looked.write(tx -> {
                    tx.deleteRange(LARGE, key(1, 0), key(1, 1000));
                    return 0;
                });
                assertThatThrownBy(looked::flush).isInstanceOf(StoreFailure.class);
            }
        }
        assertThat(numbers(0, 1000)).hasSize(450);
    }

    @Test
    void aTableThatIsNotKnownIsRefused() {
        fill(0, 1);
        store.flush();
        store.close();
        assertThatThrownBy(() -> RocksStore.open(engine, dir.resolve("rows"), List.of(APPLIED)))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("not known");
        List<Table<?, ?>> fewer = List.of(APPLIED);
        try (RocksStore small = RocksStore.open(engine, dir.resolve("grows"), fewer)) {
            small.flush();
        }
        try (RocksStore grown = RocksStore.open(engine, dir.resolve("grows"), ALL)) {
            assertThat(grown.<Boolean>read(
                            view -> view.get(NAMES, new Keys.Text("a")).isEmpty()))
                    .isTrue();
        }
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();
        assertThatThrownBy(() -> store.read(view -> 0)).isInstanceOf(StoreFailure.class);
        assertThatThrownBy(() -> store.stats()).isInstanceOf(StoreFailure.class);
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

    private long applied() {
        return store.<Row>read(view -> view.get(APPLIED, ONLY).orElseThrow()).number();
    }

    private List<Long> numbers(long from, long to) {
        return store.read(view -> numbers(view, from, to));
    }

    private static List<Long> numbers(View view, long from, long to) {
        List<Long> numbers = new ArrayList<>();
        view.scan(LARGE, key(1, from), key(1, to), (key, row) -> numbers.add(row.number()));
        return numbers;
    }
}
