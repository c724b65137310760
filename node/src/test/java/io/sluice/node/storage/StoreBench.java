package io.sluice.node.storage;

import io.sluice.node.command.Bytes;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Table;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.MessageRow;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.tablet.AppliedRow;
import io.sluice.node.state.tablet.TabletTables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What the store costs, for people. Arguments: a directory, and how many messages of 1 KiB make the
 * backlog. Entries have a hundred messages each; a message is what the rules make of it: a row, and
 * while it is leased a held row and a due mark.
 */
final class StoreBench {
    private static final int BATCH = 100;
    private static final int YOUNG = 5_000;
    private static final int SCAN = 10;
    private static final long READ_MAX = 1_000_000;
    private static final byte[] BODY = body();
    private static final ResourceId RESOURCE = new ResourceId(1);

    private static long cpuBegan;

    private final RocksStore store;
    private long index;
    private long next = 1;
    private long oldest = 1;

    private StoreBench(RocksStore store) {
        this.store = store;
    }

    public static void main(String[] args) {
        List<Table<?, ?>> tables = new ArrayList<>(TabletTables.ALL);
        tables.addAll(QueueTables.ALL);
        long backlog = Long.parseLong(args[1]);
        try (StoreEngine engine = new StoreEngine(StoreConfig.defaults());
                RocksStore store = RocksStore.open(engine, Path.of(args[0]), tables)) {
            StoreBench bench = new StoreBench(store);
            if (bench.isFound()) {
                bench.drain(backlog);
            } else {
                bench.hot(300_000);
                bench.hot(2_000_000);
                bench.fill(backlog);
                bench.flush();
                bench.scanAll(backlog);
                bench.read("scans of ten", Math.min(READ_MAX, backlog), false);
                bench.read("ten gets", Math.min(READ_MAX, backlog), true);
                bench.hotOverBacklog(500_000);
            }
            bench.flush();
        }
    }

    /** Goes on with the backlog of an earlier run, if there is one. */
    private boolean isFound() {
        store.read(view -> {
            index = view.get(TabletTables.APPLIED, new Keys.Only())
                    .map(AppliedRow::index)
                    .orElse(0L);
            view.scan(QueueTables.MESSAGES, key(0), key(-1L), (key, row) -> {
                oldest = next == 1 ? key.number() : oldest;
                next = key.number() + 1;
                return true;
            });
            return true;
        });
        return index > 0;
    }

    /** Messages that die young. */
    private void hot(long messages) {
        long began = System.nanoTime();
        for (long done = 0; done < messages; done += BATCH) {
            send();
            if (next - oldest > YOUNG) {
                leaseAndRemove();
            }
        }
        while (oldest < next) {
            leaseAndRemove();
        }
        report("hot", messages, began, 7);
    }

    private void hotOverBacklog(long messages) {
        long back = oldest;
        oldest = next;
        hot(messages);
        oldest = back;
    }

    private void fill(long messages) {
        long began = System.nanoTime();
        for (long done = 0; done < messages; done += BATCH) {
            send();
        }
        report("fill", messages, began, 1);
        System.out.println("  " + store.stats());
    }

    private void flush() {
        long began = System.nanoTime();
        store.flush();
        report("flush", 1, began, 1);
        System.out.println("  " + store.stats());
    }

    private void scanAll(long messages) {
        long began = System.nanoTime();
        var unused = store.<Long>scan(view -> {
            long[] sum = {0};
            view.scan(QueueTables.MESSAGES, key(oldest), key(next), (key, row) -> {
                sum[0] += row.payload().size();
                return true;
            });
            return sum[0];
        });
        report("one scan", messages, began, 1);
    }

    private void read(String how, long messages, boolean byGets) {
        long began = System.nanoTime();
        long bytes = 0;
        for (long done = 0; done < messages; done += SCAN) {
            long first = oldest + done;
            bytes += store.<Long>read(view -> {
                long[] sum = {0};
                if (byGets) {
                    for (long number = first; number < first + SCAN; number++) {
                        sum[0] += view.get(QueueTables.MESSAGES, key(number))
                                .orElseThrow()
                                .payload()
                                .size();
                    }
                } else {
                    view.scan(QueueTables.MESSAGES, key(first), key(first + SCAN), (key, row) -> {
                        sum[0] += row.payload().size();
                        return true;
                    });
                }
                return sum[0];
            });
        }
        report(how + ", " + (bytes >> 20) + " MiB", messages, began, 1);
    }

    /** Reads, leases and removes the oldest while as many new ones come. */
    private void drain(long messages) {
        long began = System.nanoTime();
        cpuBegan = cpuNanos();
        for (long done = 0; done < messages; done += BATCH) {
            long first = oldest;
            for (long number = first; number < first + BATCH; number += SCAN) {
                long from = number;
                store.<Long>read(view -> {
                    long[] sum = {0};
                    for (long n = from; n < from + SCAN; n++) {
                        sum[0] += view.get(QueueTables.MESSAGES, key(n))
                                .orElseThrow()
                                .sentMillis();
                    }
                    return sum[0];
                });
            }
            leaseAndRemove();
            send();
        }
        report("drain", messages, began, 1);
        System.out.println("  " + store.stats());
    }

    private void send() {
        store.write(tx -> {
            for (int i = 0; i < BATCH; i++) {
                tx.insert(QueueTables.MESSAGES, key(next++), new MessageRow(index, new Bytes(BODY)));
            }
            return applied(tx);
        });
    }

    /** What two entries do: a receive and, later, a delete. */
    private void leaseAndRemove() {
        long first = oldest;
        store.write(tx -> {
            for (long number = first; number < first + BATCH; number++) {
                tx.insert(
                        QueueTables.HELD, key(number), new HeldRow(HeldRow.State.LEASED, 1, index, index, index + 30));
                tx.insert(QueueTables.DUE, new Keys.Due(RESOURCE, index + 30, number), Mark.MARK);
            }
            return applied(tx);
        });
        store.write(tx -> {
            for (long number = first; number < first + BATCH; number++) {
                HeldRow row = tx.get(QueueTables.HELD, key(number)).orElseThrow();
                tx.delete(QueueTables.DUE, new Keys.Due(RESOURCE, row.dueMillis(), number));
                tx.delete(QueueTables.HELD, key(number));
                tx.delete(QueueTables.MESSAGES, key(number));
            }
            return applied(tx);
        });
        oldest += BATCH;
    }

    /** Nothing that compresses, as what users send who compress it. */
    private static byte[] body() {
        byte[] body = new byte[1024];
        new Random(1).nextBytes(body);
        return body;
    }

    private boolean applied(Tx tx) {
        index++;
        tx.put(TabletTables.APPLIED, new Keys.Only(), new AppliedRow(1, index, index, 1));
        return true;
    }

    private static Keys.InResource key(long number) {
        return new Keys.InResource(RESOURCE, number);
    }

    private static void report(String what, long messages, long began, int operations) {
        double nanos = System.nanoTime() - began;
        double cpu = cpuNanos() - cpuBegan;
        cpuBegan = cpuNanos();
        System.out.printf(
                "%s: %.2f s, %,.0f messages/s, %.0f ns a message, %.0f ns an operation, CPU %.0f ns a message%n",
                what,
                nanos / 1e9,
                messages * 1e9 / nanos,
                nanos / messages,
                nanos / messages / operations,
                cpu / messages);
    }

    /** Of all threads, those of RocksDB included, since the process began. */
    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }
}
