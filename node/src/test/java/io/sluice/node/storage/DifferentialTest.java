package io.sluice.node.storage;

import static io.sluice.node.storage.Samples.ALL;
import static io.sluice.node.storage.Samples.APPLIED;
import static io.sluice.node.storage.Samples.ONLY;
import static io.sluice.node.storage.Samples.due;
import static io.sluice.node.storage.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.fixture.MemoryStore;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Table;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.storage.Samples.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same seeded entries on both stores give the same answers, whatever spills and reopens between. */
class DifferentialTest {
    private static final int ENTRIES = 3_000;

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void bothStoresAgree(long seed) {
        StoreConfig config = Samples.small().withOverlayBytesMax(seed % 2 == 0 ? 4 << 10 : 64 << 10);
        try (StoreEngine engine = new StoreEngine(config)) {
            new Run(engine, dir, seed).go();
        }
    }

    /** One history. */
    private static final class Run {
        private final StoreEngine engine;
        private final Path dir;
        private final Random random;
        private final NavigableMap<Long, Long> log = new TreeMap<>();
        private MemoryStore flushed = new MemoryStore();
        private MemoryStore current = new MemoryStore();
        private RocksStore store;
        private int stores;
        private int written;

        Run(StoreEngine engine, Path dir, long seed) {
            this.engine = engine;
            this.dir = dir;
            this.random = new Random(seed);
            this.store = RocksStore.open(engine, dir.resolve("0"), ALL);
        }

        void go() {
            try {
                for (int i = 0; i < ENTRIES; i++) {
                    step();
                    if (i % 50 == 0) {
                        compare();
                    }
                    if (i % 500 == 0) {
                        look();
                    }
                }
            } finally {
                store.close();
            }
        }

        private void step() {
            int what = random.nextInt(200);
            if (what == 0) {
                store.flush();
                keep();
            } else if (what == 1) {
                store.flush();
                store.close();
                store = RocksStore.open(engine, dir.resolve(Integer.toString(stores)), ALL);
                keep();
            } else if (what == 2) {
                Path copy = dir.resolve(Integer.toString(++stores));
                store.checkpoint(copy);
                store.close();
                store = RocksStore.open(engine, copy, ALL);
                keep();
            } else if (what == 3) {
                recover();
            } else {
                long seed = random.nextLong();
                int index = ++written;
                log.put((long) index, seed);
                Function<Tx, String> entry = tx -> entry(tx, new Random(seed), index);
                assertThat(store.<String>write(entry)).isEqualTo(current.<String>write(entry));
            }
        }

        /** A long look shows the rows as they were, whatever is written, spilled and flushed meanwhile. */
        private void look() {
            List<String> before = current.<List<String>>read(Run::dump);
            List<List<String>> seen = store.<List<List<String>>>scan(view -> {
                List<List<String>> looks = new ArrayList<>(List.of(dump(view)));
                for (int i = 0; i < 30; i++) {
                    long seed = random.nextLong();
                    int index = ++written;
                    log.put((long) index, seed);
                    Function<Tx, String> entry = tx -> entry(tx, new Random(seed), index);
                    assertThat(store.<String>write(entry)).isEqualTo(current.<String>write(entry));
                    if (i == 20) {
                        store.flush();
                        looks.add(dump(view));
                    }
                }
                looks.add(dump(view));
                return looks;
            });
            assertThat(seen).isEqualTo(List.of(before, before, before));
            compare();
        }

        /** A close without a flush keeps some prefix of the log, at least what was flushed. */
        private void recover() {
            store.close();
            store = RocksStore.open(engine, dir.resolve(Integer.toString(stores)), ALL);
            long kept = store.<Long>read(Run::applied);
            assertThat(kept).isGreaterThanOrEqualTo(flushed.<Long>read(Run::applied));
            current = flushed.copy();
            log.headMap(kept, true).forEach((index, seed) -> current.write(tx -> entry(tx, new Random(seed), index)));
            compare();
            keep();
        }

        private void keep() {
            flushed = current.copy();
            log.clear();
        }

        private void compare() {
            assertThat(store.<List<String>>read(Run::dump)).isEqualTo(current.<List<String>>read(Run::dump));
            assertThat(store.<List<String>>read(Run::oneAfterAnother))
                    .isEqualTo(current.<List<String>>read(Run::oneAfterAnother));
        }

        private static long applied(View view) {
            return view.get(APPLIED, ONLY).map(Row::number).orElse(-1L);
        }

        private static String entry(Tx tx, Random random, long index) {
            StringBuilder seen = new StringBuilder();
            int operations = 1 + random.nextInt(20);
            for (int i = 0; i < operations; i++) {
                switch (random.nextInt(3)) {
                    case 0 -> operate(tx, Samples.LARGE, random, seen, r -> key(r.nextInt(3), r.nextInt(200)));
                    case 1 -> operate(tx, Samples.HELD, random, seen, r -> key(r.nextInt(3), r.nextInt(200)));
                    default ->
                        operate(tx, Samples.DUE, random, seen, r -> due(r.nextInt(2), r.nextInt(20), r.nextInt(9)));
                }
            }
            tx.put(APPLIED, ONLY, new Row(index, 0));
            return seen.toString();
        }

        private static <K extends Comparable<K>> void operate(
                Tx tx, Table<K, Row> table, Random random, StringBuilder seen, Function<Random, K> keys) {
            K key = keys.apply(random);
            Row row = new Row(random.nextInt(1000), random.nextInt(600));
            switch (random.nextInt(16)) {
                case 0, 1, 2 -> tx.put(table, key, row);
                case 3, 4, 5, 6 -> {
                    if (tx.get(table, key).isEmpty()) {
                        tx.insert(table, key, row);
                    }
                }
                case 7, 8, 9 -> tx.delete(table, key);
                case 10, 11 -> seen.append(tx.get(table, key));
                case 12 -> {
                    if (random.nextInt(8) == 0) {
                        tx.deleteRange(table, key, keys.apply(random));
                    }
                }
                default -> {
                    int[] left = {random.nextInt(30)};
                    tx.scan(table, key, keys.apply(random), (found, value) -> {
                        seen.append(found).append(value);
                        return left[0]-- > 0;
                    });
                }
            }
        }

        private static List<String> dump(View view) {
            List<String> rows = new ArrayList<>();
            rows.add("applied " + applied(view));
            for (Table<?, ?> table : ALL) {
                if (table.id() != APPLIED.id()) {
                    dump(view, table, rows);
                }
            }
            return rows;
        }

        /** Large rows are read ahead of who asks like this, those that are not there included. */
        private static List<String> oneAfterAnother(View view) {
            List<String> rows = new ArrayList<>();
            for (int resource = 0; resource < 3; resource++) {
                for (int number = 0; number < 200; number++) {
                    rows.add(view.get(Samples.LARGE, key(resource, number)).toString());
                }
            }
            return rows;
        }

        @SuppressWarnings("unchecked")
        private static <K extends Comparable<K>, V> void dump(View view, Table<K, V> table, List<String> rows) {
            view.scan(table, (K) lowest(table), (K) highest(table), (key, row) -> {
                assertThat(view.get(table, key)).contains(row);
                return rows.add(table.id() + " " + key + " " + row);
            });
        }

        private static Comparable<?> lowest(Table<?, ?> table) {
            return switch (table.id()) {
                case NAMES -> new Keys.Text("");
                case QUEUE_DUE -> due(0, 0, 0);
                default -> key(0, 0);
            };
        }

        private static Comparable<?> highest(Table<?, ?> table) {
            return switch (table.id()) {
                case NAMES -> new Keys.Text("~");
                case QUEUE_DUE -> due(-1, -1, -1);
                default -> key(-1, -1);
            };
        }
    }
}
