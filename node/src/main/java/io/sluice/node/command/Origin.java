package io.sluice.node.command;

import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.util.Optional;

/**
 * Who a message is that was not sent to the queue it is in, and where it comes from. Its identity is
 * that of its first place, so that it keeps its message id wherever it goes as a dead letter.
 *
 * @param queue that the message was sent to
 * @param sequence of the message there
 * @param receivesBefore how often it had been received when it came to its present queue
 * @param source the queue that it is a dead letter of; {@link #NOBODY} when of none
 * @param sourceTablet that queue's tablet; {@link #HERE} when it is the one that the message is on
 * @param sourceName that queue's name
 * @param death how it became a dead letter of that queue, if it is one and that is known
 */
public record Origin(
        ResourceId queue,
        long sequence,
        long receivesBefore,
        ResourceId source,
        TabletId sourceTablet,
        String sourceName,
        Optional<Death> death) {
    /** No queue. */
    public static final ResourceId NOBODY = new ResourceId(0);

    /** The tablet that the message is on: a queue never leaves its tablet, and none lives on tablet 0. */
    public static final TabletId HERE = TabletId.CATALOG;

    /** The origin of a message that is where it was sent to. */
    public static Origin at(ResourceId queue, long sequence) {
        return new Origin(queue, sequence, 0, NOBODY, HERE, "", Optional.empty());
    }

    /** Whether a message with this origin is where it was sent to, if it is there. */
    public boolean isAt(ResourceId there, long sequenceThere) {
        return equals(at(there, sequenceThere));
    }

    /** The same message as a dead letter of a queue. */
    public Origin deadLetterOf(ResourceId from, TabletId tablet, String name, long receives, Optional<Death> newDeath) {
        return new Origin(queue, sequence, receives, from, tablet, name, newDeath);
    }
}
