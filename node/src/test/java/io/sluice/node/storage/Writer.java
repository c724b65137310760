package io.sluice.node.storage;

import static io.sluice.node.storage.Samples.APPLIED;
import static io.sluice.node.storage.Samples.DUE;
import static io.sluice.node.storage.Samples.HELD;
import static io.sluice.node.storage.Samples.LARGE;
import static io.sluice.node.storage.Samples.ONLY;
import static io.sluice.node.storage.Samples.due;
import static io.sluice.node.storage.Samples.key;

import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.storage.Samples.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process that writes entries until it is killed. Entry n touches four tables such that all rows
 * follow from the applied row alone. It prints how far it is,
 * and up to where it was flushed.
 */
final class Writer {
    /** Rows that stay; older ones are deleted. */
    static final long KEPT = 2_000;

    /** Every so many entries a span is cleared that later entries fill again. */
    private static final long CLEAR_EVERY = 700;

    /** Some ten megabytes, so that RocksDB flushes of its own accord in between. */
    private static final long FLUSH_EVERY = 20_000;

    private static final long TELL_EVERY = 1_000;

    private Writer() {}

    public static void main(String[] args) {
        // Killed from outside; no orderly end.
        StoreEngine engine = new StoreEngine(Samples.small());
        RocksStore store = RocksStore.open(engine, Path.of(args[0]), Samples.ALL);
        long index = store.read(Writer::applied);
        System.out.println("ready " + index);
        while (true) {
            long next = ++index;
            store.write(tx -> {
                apply(tx, next);
                return next;
            });
            if (next % FLUSH_EVERY == 0) {
                store.flush();
                System.out.println("flushed " + next);
            } else if (next % TELL_EVERY == 0) {
                System.out.println("applied " + next);
            }
        }
    }

    static void apply(Tx tx, long index) {
        tx.insert(LARGE, key(1, index), new Row(index, 300 + (int) (index % 500)));
        tx.put(HELD, key(1, index % 97), new Row(index, 8));
        tx.insert(DUE, due(1, index, index), new Row(index, 0));
        if (index > KEPT) {
            tx.delete(LARGE, key(1, index - KEPT));
            tx.delete(DUE, due(1, index - KEPT, index - KEPT));
        }
        if (index % CLEAR_EVERY == 0) {
            tx.deleteRange(LARGE, key(1, 0), key(1, index));
        }
        tx.put(APPLIED, ONLY, new Row(index, 0));
    }

    static long applied(View view) {
        return view.get(APPLIED, ONLY).map(Row::number).orElse(0L);
    }

    /** What contradicts the applied row; empty when the store has whole entries only. */
    static Optional<String> contradiction(View view) {
        long applied = applied(view);
        long oldest = Math.max(1, applied - KEPT + 1);
        long cleared = applied / CLEAR_EVERY * CLEAR_EVERY;
        List<Long> large = new ArrayList<>();
        view.scan(LARGE, key(0, 0), key(-1, -1), (key, row) -> large.add(row.number()));
        List<Long> due = new ArrayList<>();
        view.scan(DUE, due(0, 0, 0), due(-1, -1, -1), (key, row) -> due.add(row.number()));
        if (!large.equals(numbers(Math.max(oldest, cleared), applied))) {
            return Optional.of("large rows at " + applied + ": " + large);
        }
        if (!due.equals(numbers(oldest, applied))) {
            return Optional.of("due rows at " + applied + ": " + due);
        }
        for (long slot = 0; slot < Math.min(97, applied); slot++) {
            long last = applied - Math.floorMod(applied - slot, 97L);
            long held = view.get(HELD, key(1, slot)).map(Row::number).orElse(0L);
            if (held != Math.max(0, last)) {
                return Optional.of("held row " + slot + " at " + applied + ": " + held);
            }
        }
        return Optional.empty();
    }

    private static List<Long> numbers(long from, long last) {
        List<Long> numbers = new ArrayList<>();
        for (long number = from; number <= last; number++) {
            if (number > 0) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
