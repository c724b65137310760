package io.sluice.node.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.sim.MoveSimulation.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dead letters and moves across two tablets; {@code -Dsim.moves=N} runs so many seeds. */
final class MoveSimulationTest {
    private static final int SEEDS = 25;
    private static final int SEEDS_MAX = 25;
    private static final int MILLIS = 20_000;

    @Test
    void everySeedKeepsEachMessageInOnePlace() {
        int deadLetters = 0;
        int carried = 0;
        int moved = 0;
        int dropped = 0;
        int expired = 0;
        int skipped = 0;
        int inherited = 0;
        int redriven = 0;
        int undone = 0;
        int passes = 0;
        for (long seed = 1; seed <= Integer.getInteger("sim.moves", SEEDS); seed++) {
            Result result = new MoveSimulation(seed, Machines::create).run(MILLIS);
            deadLetters += result.deadLetters();
            carried += result.carried();
            moved += result.moved();
            dropped += result.dropped();
            expired += result.expired();
            skipped += result.skipped();
            inherited += result.inherited();
            redriven += result.redriven();
            undone += result.undone();
            passes += result.passes();
        }
        System.out.printf(
                "simulated %d dead letters, %d of them expired, %d skipped, %d parcels, %d moved messages,"
                        + " %d deleted queues, %d inherited, %d redriven, %d taken back, %d passes more than one%n",
                deadLetters + expired + skipped,
                expired,
                skipped,
                carried,
                moved,
                dropped,
                inherited,
                redriven,
                undone,
                passes);

        assertThat(deadLetters).isPositive();
        assertThat(carried).isPositive();
        assertThat(moved).isPositive();
        assertThat(dropped).isPositive();
        assertThat(expired).isPositive();
        assertThat(skipped).isPositive();
        assertThat(inherited).isPositive();
        assertThat(redriven).isPositive();
        assertThat(undone).isPositive();
        assertThat(passes).isPositive();
    }

    @Test
    void theSameSeedHasTheSameEnd() {
        assertThat(new MoveSimulation(7, Machines::create).run(MILLIS))
                .isEqualTo(new MoveSimulation(7, Machines::create).run(MILLIS));
    }

    @ParameterizedTest
    @EnumSource(MoveMutation.class)
    void aMistakeIsCaught(MoveMutation mutation) {
        Mistakes.caught(mutation, SEEDS_MAX, seed -> new MoveSimulation(seed, mutation::machine).run(MILLIS));
    }
}
