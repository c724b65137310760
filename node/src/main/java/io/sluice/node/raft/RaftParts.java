package io.sluice.node.raft;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.node.machine.Machine;
import io.sluice.node.model.TabletId;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What this floor is given by the others.
 *
 * @param machines makes the rules of a tablet, a new object on every call
 * @param stores opens the rows of a replica
 * @param listener hears what becomes of the tablets
 * @param checkpoints fetches rows from other nodes
 * @param clockMillis the wall clock that stamps entries, epoch milliseconds
 * @param meters where measurements go
 * @param fatal told what makes it unsafe to go on; it ends the process
 */
public record RaftParts(
        Function<TabletId, Machine> machines,
        TabletStore.Opener stores,
        TabletListener listener,
        CheckpointSource checkpoints,
        LongSupplier clockMillis,
        MeterRegistry meters,
        Consumer<Throwable> fatal) {}
