package io.sluice.node.machine;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.model.RequestId;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The rules of one tablet, as replication sees them. Deterministic: the same entries in the same
 * order give the same rows and replies on every replica. Not thread-safe: one thread applies; queries
 * come under the store's lock.
 */
public interface Machine {
    /** Reads what it keeps beside the rows; called once before the first entry and after a snapshot is installed. */
    void open(View view);

    /** Term and index of the last entry that the rows reflect; zeros when there is none. */
    Applied applied(View view);

    /** Applies one entry. Never throws for a user's mistake; whatever it throws stops the replica. */
    Outcome apply(Tx tx, long term, long index, Entry entry);

    /** Notes an entry of the log that carries no commands, such as a change of members. */
    void skip(Tx tx, long term, long index);

    /** Fills a reply with what the state keeps and the log does not carry; only the leader does this. */
    Reply fill(View view, Command command, Reply reply);

    /** Answers a query at a log time that is the leader's clock, or the last log time if that is later. */
    Reply query(View view, Query query, long clockMillis);

    /** The same on a snapshot, for as long as it may go on; what scans is asked so. */
    default Reply scan(View view, Query query, long clockMillis, BooleanSupplier goesOn) {
        return query(view, query, clockMillis);
    }

    /** Whether the reply to a request is still kept, so that asking again gets it. */
    default boolean answered(RequestId requestId) {
        return false;
    }

    /** Visits every resource with what it has to give at a log time; a new leader begins with this. */
    void levels(View view, long clockMillis, Consumer<Effect.Level> consumer);

    /** How far the rows are. */
    record Applied(long term, long index, long millis) {}
}
