package io.sluice.node.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.sim.ScheduleSimulation.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Schedules under faults; {@code -Dsim.schedules=N} runs so many seeds. */
final class ScheduleSimulationTest {
    private static final int SEEDS = 15;
    private static final int SEEDS_MAX = 15;
    private static final int MILLIS = 20_000;

    @Test
    void everyDueTimeSendsOnce() {
        int once = 0;
        int recurring = 0;
        int skipped = 0;
        int cancelled = 0;
        for (long seed = 1; seed <= Integer.getInteger("sim.schedules", SEEDS); seed++) {
            Result result = new ScheduleSimulation(seed, Machines::create).run(MILLIS);
            once += result.once();
            recurring += result.recurring();
            skipped += result.skipped();
            cancelled += result.cancelled();
        }
        System.out.printf(
                "simulated %d single and %d recurring runs, %d skipped, %d cancelled%n",
                once, recurring, skipped, cancelled);

        assertThat(once).isPositive();
        assertThat(recurring).isPositive();
        assertThat(skipped).isPositive();
        assertThat(cancelled).isPositive();
    }

    @Test
    void theSameSeedHasTheSameEnd() {
        assertThat(new ScheduleSimulation(7, Machines::create).run(MILLIS))
                .isEqualTo(new ScheduleSimulation(7, Machines::create).run(MILLIS));
    }

    @ParameterizedTest
    @EnumSource(ScheduleMutation.class)
    void aMistakeIsCaught(ScheduleMutation mutation) {
        Mistakes.caught(mutation, SEEDS_MAX, seed -> new ScheduleSimulation(seed, mutation::machine).run(MILLIS));
    }
}
