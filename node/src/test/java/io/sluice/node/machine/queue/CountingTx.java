package io.sluice.node.machine.queue;

import io.sluice.node.state.Table;
import io.sluice.node.state.Tx;
import java.util.Optional;

/** Rows that count how often they are touched: each read, each row of a scan, each write. */
final class CountingTx implements Tx {
    private final Tx rows;
    private long touches;

    CountingTx(Tx rows) {
        this.rows = rows;
    }

    long touches() {
        return touches;
    }

    @Override
    public <K extends Comparable<K>, V> Optional<V> get(Table<K, V> table, K key) {
        touches++;
        return rows.get(table, key);
    }

    @Override
    public <K extends Comparable<K>, V> void scan(Table<K, V> table, K from, K to, Visitor<K, V> visitor) {
        touches++;
        rows.scan(table, from, to, (key, row) -> {
            touches++;
            return visitor.visit(key, row);
        });
    }

    @Override
    public <K extends Comparable<K>, V> void put(Table<K, V> table, K key, V row) {
        touches++;
        rows.put(table, key, row);
    }

    @Override
    public <K extends Comparable<K>, V> void insert(Table<K, V> table, K key, V row) {
        touches++;
        rows.insert(table, key, row);
    }

    @Override
    public <K extends Comparable<K>, V> void delete(Table<K, V> table, K key) {
        touches++;
        rows.delete(table, key);
    }

    @Override
    public <K extends Comparable<K>, V> void deleteRange(Table<K, V> table, K from, K to) {
        touches++;
        rows.deleteRange(table, from, to);
    }
}
