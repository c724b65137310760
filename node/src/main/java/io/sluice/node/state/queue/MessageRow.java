package io.sluice.node.state.queue;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Origin;
import java.util.Optional;

/**
 * A message: log time of its send, and what the edge sealed.
 *
 * @param origin present when the message was sent to another queue
 */
public record MessageRow(long sentMillis, Bytes payload, Optional<Origin> origin) {
    /** A message that is in the queue that it was sent to. */
    public MessageRow(long sentMillis, Bytes payload) {
        this(sentMillis, payload, Optional.empty());
    }
}
