package io.sluice.node.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.node.machine.Machine;
import io.sluice.node.machine.assembly.Machines;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The judges see what they are there to see: each deliberate mistake is caught within a few seeds. */
final class OracleTest {
    private static final int SEEDS_MAX = 20;

    @ParameterizedTest
    @EnumSource(Mutation.class)
    void aMistakeIsCaught(Mutation mutation) {
        Throwable caught = caught(number -> new MutantMachine(mutation));

        assertThat(caught).isInstanceOf(Rule.BrokenRule.class);
        assertThat(mutation.broken()).contains(((Rule.BrokenRule) caught).rule());
    }

    @ParameterizedTest
    @EnumSource(DifferingMachine.Difference.class)
    void aReplicaThatDiffersIsCaught(DifferingMachine.Difference difference) {
        caught(number -> number == 2 ? new DifferingMachine(difference) : Machines.create());
    }

    private static Throwable caught(IntFunction<Machine> machines) {
        for (long seed = 1; seed <= SEEDS_MAX; seed++) {
            try {
                new Simulation(seed, Simulation.Size.SMALL, MemoryReplicaStore::new, machines).run();
            } catch (AssertionError e) {
                return Optional.ofNullable(e.getCause()).orElse(e);
            }
        }
        return fail("nobody noticed in " + SEEDS_MAX + " seeds");
    }
}
