package io.sluice.node.command;

import io.sluice.node.model.ResourceId;

/**
 * What one tablet has for another. It waits in the outbox of its tablet until the other has said that
 * it took or refused it, and is taken at most once (ADR 0040).
 */
public sealed interface Parcel {
    /** Payload that it carries, in bytes. */
    int bytes();

    /**
     * A message that has left a queue for another.
     *
     * @param from the queue that it has left, to which it returns when it is refused
     * @param fromName that queue's name
     * @param move number of the move that carries it; 0 for a dead letter
     * @param letter the message as it was in the queue that it has left
     * @param picked whether the move picks its messages, so that it can be undone
     * @param toName name of the queue that it goes to, by which another one may take it when that one is deleted
     */
    record Message(
            ResourceId from, String fromName, ResourceId to, long move, Letter letter, boolean picked, String toName)
            implements Parcel {
        /** A dead letter, or a message of a move that takes what comes. */
        public Message(ResourceId from, String fromName, ResourceId to, String toName, long move, Letter letter) {
            this(from, fromName, to, move, letter, false, toName);
        }

        /** The same for the queue that has the name of the one that it was for. */
        public Message to(ResourceId heir) {
            return new Message(from, fromName, heir, move, letter, picked, toName);
        }

        /** The same with another letter. */
        public Message with(Letter other) {
            return new Message(from, fromName, to, move, other, picked, toName);
        }

        @Override
        public int bytes() {
            return letter.payload().size();
        }

        /** True when the message goes because it was received too often. */
        public boolean isDeadLetter() {
            return move == 0;
        }
    }

    /** For the catalog: a move out of a queue has begun, or ended. */
    record Moving(ResourceId queue, boolean active) implements Parcel {
        @Override
        public int bytes() {
            return 0;
        }
    }

    /** For the catalog: where the dead letters of a queue go from now on; {@link Origin#NOBODY} for nowhere. */
    record Link(ResourceId source, ResourceId target) implements Parcel {
        @Override
        public int bytes() {
            return 0;
        }
    }
}
