package io.sluice.node.command;

import java.util.List;

/**
 * How a message became a dead letter.
 *
 * @param millis log time at which it left its queue
 * @param failed how it failed there, oldest first
 */
public record Death(Cause cause, long millis, List<Attempt> failed) {
    public Death {
        failed = List.copyOf(failed);
    }

    /** What made it one. The number is on disk and never changes. */
    public enum Cause {
        /** It was received as often as its queue allows. */
        RECEIVES(1),
        /** Its own time was over. */
        EXPIRED(2),
        /** Somebody took it out of its message group. */
        SKIPPED(3);

        private final int number;

        Cause(int number) {
            this.number = number;
        }

        /** The number on disk. */
        public int number() {
            return number;
        }

        /** The cause with this number on disk. */
        public static Cause of(int number) {
            for (Cause cause : values()) {
                if (cause.number == number) {
                    return cause;
                }
            }
            throw new IllegalArgumentException("no cause of death has the number " + number);
        }
    }

    /** The cause in a word: how its last receive failed, or what else it was. */
    public String reason() {
        return switch (cause) {
            case EXPIRED -> "expired";
            case SKIPPED -> "skipped";
            case RECEIVES ->
                failed.isEmpty()
                        ? Attempt.TIMED_OUT
                        : failed.get(failed.size() - 1).reason();
        };
    }
}
