package io.sluice.node.sim;

import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import java.util.function.Function;

/** Rows of one replica that survive a crash as far as they were flushed. */
interface ReplicaStore extends AutoCloseable {
    /** Applies one entry. */
    <R> R write(Function<Tx, R> entry);

    /** Looks at the rows. */
    <R> R read(Function<View, R> look);

    /** Makes what is written survive a crash. */
    void flush();

    /** Loses what was written since the last flush, or some of it; never a part of an entry. */
    void crash();

    /** Another store with the same rows. */
    ReplicaStore snapshot();

    /** Takes over the rows of a snapshot, flushed. */
    void install(ReplicaStore snapshot);

    @Override
    void close();
}
