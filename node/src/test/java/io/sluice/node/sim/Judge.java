package io.sluice.node.sim;

import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Outcome;
import java.util.List;

/** Judges what the replicas of a tablet make of its log, entry by entry. */
interface Judge {
    /**
     * One entry was applied for the first time by any replica.
     *
     * @param filled its replies as a leader would give them
     * @param rows of that replica, right after the entry
     */
    void applied(Entry entry, Outcome outcome, List<Reply> filled, ReplicaStore rows);

    /** A query was answered by a leader at its clock. */
    void asked(Query query, Reply reply, long clockMillis);

    /** Somebody leads from now on. */
    default void leads(long term) {}

    /** What a new leader reads of a resource, or a hint says of it. */
    void level(Effect.Level level, long atMillis);
}
