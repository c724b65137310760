package io.sluice.node.machine.queue;

import io.sluice.node.command.Letter;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Redriven;
import java.util.Optional;

/** Takes visible messages out of one queue for a move, with all that is known of them. */
interface Departures {
    /** Sequence of the visible message that is next. */
    Optional<Long> next();

    /** Who a message is and where it comes from. */
    Origin origin(long sequence);

    /** Takes the message out that {@link #next} names. */
    Letter takeNext(long sequence);

    /** Whether a message can be taken out now, wherever it stands: it is there, visible, and its time is not over. */
    boolean canTake(long sequence);

    /** Whether a message that cannot be taken now may be taken later: it is in flight, or delayed. */
    boolean isHeldBack(long sequence);

    /** How often a message was received, in whatever queue. */
    long receives(long sequence);

    /** The message group of a message that is there, if it has one. */
    Optional<String> group(long sequence);

    /** Takes such a message out. */
    Letter take(long sequence);

    /** What a message was before a redrive brought it here. */
    Optional<Redriven> redriven(long sequence);

    /** How many messages can be had now; 0 when none can. */
    long available();
}
