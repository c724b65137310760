package io.sluice.node.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.sim.Simulation.Result;
import io.sluice.node.sim.Simulation.Size;
import io.sluice.node.storage.StoreConfig;
import io.sluice.node.storage.StoreEngine;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every seed is a history of its own, judged as it happens. {@code -Dsim.seed=N} runs one,
 * {@code -Dsim.seeds=N} runs so many.
 */
final class SimulationTest {
    private static final int SEEDS = 200;
    private static final int BACKLOG_SEEDS = 3;
    private static final int ROCKS_SEEDS = 8;

    @TempDir
    Path dir;

    @Test
    void everySeedKeepsTheRules() {
        long entries = 0;
        long crashes = 0;
        long elections = 0;
        long purges = 0;
        Coverage.Counts coverage = new Coverage.Counts(0, 0, 0, 0, 0);
        for (long seed : seeds(SEEDS)) {
            Result result = onMemory(seed);
            entries += result.entries();
            crashes += result.crashes();
            elections += result.elections();
            purges += result.purgedIndex() > 0 ? 1 : 0;
            coverage = coverage.plus(result.coverage());
        }
        System.out.printf(
                "simulated %d entries, %d crashes, %d elections, purged logs %d, %s%n",
                entries, crashes, elections, purges, coverage);

        assumeThat(Long.getLong("sim.seed"))
                .as("a single seed need not have met everything")
                .isNull();
        assertThat(crashes).isPositive();
        assertThat(coverage.purged()).isPositive();
        assertThat(coverage.released()).isPositive();
        assertThat(coverage.fenced()).isPositive();
        assertThat(coverage.repeatedUnderAnotherLeader()).isPositive();
    }

    @Test
    void aBacklogKeepsTheRules() {
        for (long seed : seeds(BACKLOG_SEEDS)) {
            onMemory(seed, Size.BACKLOG);
        }
    }

    @Test
    void theSameHoldsOnRocks() {
        StoreConfig config = StoreConfig.defaults();
        AtomicInteger directories = new AtomicInteger();
        try (StoreEngine engine = new StoreEngine(config)) {
            for (long seed : seeds(ROCKS_SEEDS)) {
                Result onRocks = new Simulation(
                                seed,
                                Size.SMALL,
                                () -> new RocksReplicaStore(engine, dir, directories),
                                number -> Machines.create())
                        .run();

                assertThat(onRocks.digest()).isEqualTo(onMemory(seed).digest());
            }
        }
    }

    @Test
    void theSameSeedHasTheSameHistory() {
        Result one = onMemory(42);
        Result other = onMemory(42);

        assertThat(other).isEqualTo(one);
        assertThat(onMemory(43).history()).isNotEqualTo(one.history());
    }

    private static Result onMemory(long seed) {
        return onMemory(seed, Size.SMALL);
    }

    private static Result onMemory(long seed, Size size) {
        return new Simulation(seed, size, MemoryReplicaStore::new, number -> Machines.create()).run();
    }

    private static long[] seeds(int otherwise) {
        Long only = Long.getLong("sim.seed");
        return only == null
                ? LongStream.rangeClosed(1, Integer.getInteger("sim.seeds", otherwise))
                        .toArray()
                : new long[] {only};
    }
}
