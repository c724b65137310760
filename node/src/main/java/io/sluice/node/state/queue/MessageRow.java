package io.sluice.node.state.queue;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Death;
import io.sluice.node.command.Life;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Redriven;
import java.util.Optional;

/**
 * A message: log time of its send, and what the edge sealed.
 *
 * @param origin present when the message was sent to another queue
 * @param redriven what it was before a redrive brought it here
 */
public record MessageRow(long sentMillis, Bytes payload, Optional<Origin> origin, Optional<Redriven> redriven) {
    /** A message that no redrive has brought. */
    public MessageRow(long sentMillis, Bytes payload, Optional<Origin> origin) {
        this(sentMillis, payload, origin, Optional.empty());
    }

    /** About what its origin takes in memory, in bytes. */
    int weight() {
        return origin.map(MessageRow::weight).orElse(0)
                + redriven.map(one -> 160 + weight(one.letter().origin())).orElse(0);
    }

    private static int weight(Origin origin) {
        return 160 + origin.death().map(MessageRow::weight).orElse(0);
    }

    private static int weight(Death death) {
        return new Life(0, "", death.failed()).weight();
    }

    /** A message that is in the queue that it was sent to. */
    public MessageRow(long sentMillis, Bytes payload) {
        this(sentMillis, payload, Optional.empty());
    }
}
