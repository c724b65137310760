package io.sluice.node.sim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.node.machine.Machine;
import io.sluice.node.machine.assembly.Machines;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The judges see what they are there to see: each deliberate mistake is caught within a few seeds. */
final class OracleTest {
    private static final int SEEDS_MAX = 20;

    @ParameterizedTest
    @MethodSource
    void aMistakeIsCaught(Mistake mistake) {
        Mistakes.caught(mistake, SEEDS_MAX, seed -> run(seed, number -> mistake.machine()));
    }

    static List<Mistake> aMistakeIsCaught() {
        return Mistakes.ofQueues();
    }

    @ParameterizedTest
    @EnumSource(DifferingMachine.Difference.class)
    void aReplicaThatDiffersIsCaught(DifferingMachine.Difference difference) {
        assertThatThrownBy(() -> {
                    for (long seed = 1; seed <= SEEDS_MAX; seed++) {
                        run(seed, number -> number == 2 ? new DifferingMachine(difference) : Machines.create());
                    }
                })
                .isInstanceOf(AssertionError.class);
    }

    private static void run(long seed, IntFunction<Machine> machines) {
        new Simulation(seed, Simulation.Size.SMALL, MemoryReplicaStore::new, machines).run();
    }
}
