package io.sluice.node.sim;

import io.sluice.node.command.Bytes;
import io.sluice.node.model.Invariant;
import java.util.ArrayList;
import java.util.List;

/** What is committed, in order. Replicas read what is not purged; the archive is for replays at the end. */
final class SimulatedLog {
    private final List<Slot> archive = new ArrayList<>();
    private long purgedIndex;

    /**
     * One place of the log.
     *
     * @param bytes of an entry; none when it is a note of the log's own
     */
    record Slot(long term, long index, Bytes bytes) {
        boolean isOwnNote() {
            return bytes.size() == 0;
        }
    }

    Slot append(long term, Bytes bytes) {
        Slot slot = new Slot(term, archive.size() + 1L, bytes);
        archive.add(slot);
        return slot;
    }

    long lastIndex() {
        return archive.size();
    }

    long purgedIndex() {
        return purgedIndex;
    }

    void purge(long index) {
        purgedIndex = Math.max(purgedIndex, index);
    }

    Slot read(long index) {
        Invariant.check(index > purgedIndex, "the log still has what is read");
        return archived(index);
    }

    Slot archived(long index) {
        return archive.get((int) index - 1);
    }
}
