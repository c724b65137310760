package io.sluice.cluster.harness;

import io.sluice.cluster.harness.QueueCaller.Manner;
import java.time.Duration;
import java.util.SplittableRandom;

/** One thread of a load that receives: round after round until it is told to stop, as the seed of the plan has it. */
abstract sealed class Consumer implements Runnable permits Receiver, ReleasingReceiver, RepeatingReceiver {
    private static final Duration BUDGET = Duration.ofSeconds(20);

    final String name;
    final QueueCaller caller;
    final WorkloadPlan plan;
    final SplittableRandom random;
    final StopSignal stop;
    private int calls;

    Consumer(String name, QueueCaller caller, WorkloadPlan plan, StopSignal stop) {
        this.name = name;
        this.caller = caller;
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed() + name.hashCode());
        this.stop = stop;
    }

    @Override
    public final void run() {
        while (!stop.isGiven()) {
            round();
        }
    }

    /** Receives once, or until it has an answer, and settles what came. */
    abstract void round();

    /** How the next call is made: repeated under an id of its own until it is answered or the budget is spent. */
    final Manner manner() {
        return new Manner(name + "-" + calls++, BUDGET);
    }
}
