package io.sluice.node.command;

/**
 * Something that befell a message.
 *
 * @param millis log time
 * @param lease number of the receive that it is about; 0 for none
 * @param untilMillis log time until which the message is hidden by it; 0 for none
 * @param who who or what, by name or in words; empty when that is not known
 */
public record TraceEvent(Kind kind, long millis, long lease, long untilMillis, String who) {
    /** What. */
    public enum Kind {
        /** It was sent. */
        SENT(1),
        /** A schedule sent it; who is its id. */
        SCHEDULED(2),
        /** It came, as a dead letter, by a move, or back from where it was refused; who is the queue. */
        ARRIVED(3),
        /** It was received; who is the consumer, as far as he says. */
        LEASED(4),
        /** It was hidden for a new time; who is the reason, as far as it was given. */
        EXTENDED(5),
        /** It was shown at once; who is the reason, as far as it was given. */
        RELEASED(6),
        /** It was deleted; who is the consumer that had received it, or {@code skip} when it was discarded by hand. */
        DELETED(7),
        /** It was received too often, or its own time was over, and it went to the dead-letter queue. */
        DEAD_LETTERED(8),
        /** A move took it out; who is the queue that it went to. */
        MOVED(9),
        /** Its queue was purged. */
        PURGED(10),
        /** Its time was over: its own, or that of its queue. */
        EXPIRED(11);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** The number on disk. */
        public int number() {
            return number;
        }

        /** The kind with this number on disk. */
        public static Kind of(int number) {
            for (Kind kind : values()) {
                if (kind.number == number) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of event has the number " + number);
        }
    }
}
