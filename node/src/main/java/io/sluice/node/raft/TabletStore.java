package io.sluice.node.raft;

import io.sluice.node.model.TabletId;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The rows of one replica as this floor needs them: no log of its own, for the tablet's log is the
 * log. One thread writes; flushes, checkpoints and reads come from others and must not hold it up for
 * longer than a read takes.
 */
public interface TabletStore extends AutoCloseable {
    /** Applies one entry: all that the function writes becomes visible, and later durable, together or not at all. */
    <R> R write(Function<Tx, R> entry);

    /** Reads at one applied index. */
    <R> R read(Function<View, R> look);

    /** Reads for long at one applied index, while entries go on; a store that cannot do that lets them wait. */
    default <R> R scan(Function<View, R> look) {
        return read(look);
    }

    /** Makes durable, before it returns, all that was written before the call. */
    void flush() throws IOException;

    /** Makes a copy of the rows, durable or not, in a directory that does not exist yet. */
    void checkpoint(Path directory) throws IOException;

    /** Closes without flushing. */
    @Override
    void close();

    /** Opens the rows of a replica; an empty directory makes an empty store. */
    interface Opener {
        /** Opens the store in a directory that exists. */
        TabletStore open(TabletId tablet, Path directory) throws IOException;

        /** Opens a checkpoint beside the replica's own store, to be read only. */
        TabletStore openToRead(TabletId tablet, Path directory) throws IOException;
    }
}
