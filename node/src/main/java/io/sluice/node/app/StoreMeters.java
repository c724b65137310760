package io.sluice.node.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.node.model.TabletId;
import io.sluice.node.storage.RocksStore;
import io.sluice.node.storage.StoreEngine;
import io.sluice.node.storage.StoreStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.rocksdb.TickerType;

/** Measurements of the state on disk: RocksDB's counters for the node, sizes for each tablet. */
final class StoreMeters {
    /** What tells about cache, stalls, write amplification and garbage; RocksDB has hundreds more. */
    private static final List<TickerType> TICKERS = List.of(
            TickerType.BLOCK_CACHE_HIT,
            TickerType.BLOCK_CACHE_MISS,
            TickerType.BLOOM_FILTER_USEFUL,
            TickerType.BYTES_READ,
            TickerType.BYTES_WRITTEN,
            TickerType.COMPACT_READ_BYTES,
            TickerType.COMPACT_WRITE_BYTES,
            TickerType.FLUSH_WRITE_BYTES,
            TickerType.STALL_MICROS,
            TickerType.BLOB_DB_BLOB_FILE_BYTES_WRITTEN,
            TickerType.BLOB_DB_GC_BYTES_RELOCATED);

    private final MeterRegistry registry;

    StoreMeters(MeterRegistry registry, StoreEngine engine) {
        this.registry = registry;
        for (TickerType ticker : TICKERS) {
            FunctionCounter.builder(
                            "sluice.rocksdb."
                                    + ticker.name().toLowerCase(Locale.ROOT).replace('_', '.'),
                            engine.statistics(),
                            statistics -> statistics.getTickerCount(ticker))
                    .description("RocksDB ticker " + ticker + ", all tablets of the node")
                    .register(registry);
        }
        Gauge.builder("sluice.rocksdb.cache", engine, StoreEngine::cacheBytes)
                .baseUnit("bytes")
                .description("block cache in use, write buffers included")
                .register(registry);
    }

    /** Measures a tablet's store until the returned meters are removed. */
    List<Meter> measure(TabletId tablet, RocksStore store) {
        List<Meter> meters = new ArrayList<>();
        meters.add(bytes("overlay", tablet, store, StoreStats::overlayBytes));
        meters.add(bytes("memtable", tablet, store, StoreStats::memtableBytes));
        meters.add(bytes("sst", tablet, store, StoreStats::sstBytes));
        meters.add(bytes("blob", tablet, store, StoreStats::blobBytes));
        return meters;
    }

    void remove(List<Meter> meters) {
        meters.forEach(registry::remove);
    }

    private Gauge bytes(String where, TabletId tablet, RocksStore store, ToDoubleFunction<StoreStats> figure) {
        return Gauge.builder("sluice.tablet.store", store, of -> figure.applyAsDouble(of.stats()))
                .baseUnit("bytes")
                .tag("tablet", Integer.toString(tablet.value()))
                .tag("where", where)
                .description("rows of a tablet: in the heap, in write buffers, in tables, in blob files")
                .register(registry);
    }
}
