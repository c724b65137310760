package io.sluice.node.raft;

import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import java.io.IOException;
import java.nio.file.Path;

/** Where a replica that fell behind its leader's log gets the rows from. */
public interface CheckpointSource {
    /**
     * Copies a checkpoint of another node's replica into an empty directory; blocks until all is there.
     *
     * @return what the checkpoint reflects at least
     * @throws IOException when it could not be had in full; it will be asked again
     */
    Position fetch(NodeId from, TabletId tablet, Path into) throws IOException;

    /** Uses a checkpoint of this node's replica while it exists. */
    interface Use<R> {
        /**
         * Reads the files below a directory, which is deleted afterwards.
         *
         * @param position what the checkpoint reflects at least
         */
        R use(Path directory, Position position) throws IOException;
    }
}
