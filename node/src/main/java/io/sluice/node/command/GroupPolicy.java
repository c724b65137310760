package io.sluice.node.command;

/**
 * What becomes of a message of a FIFO queue that is received again and again.
 *
 * @param receivesMax receives after which the next one does it, 1 to 1000; 0 when nothing is done
 */
public record GroupPolicy(Action action, int receivesMax) {
    /** What AWS does: the message blocks its group for ever, unless a RedrivePolicy moves it. */
    public static final GroupPolicy AWS = new GroupPolicy(Action.BLOCK, 0);

    /** What is done. The number is written to disk and never changes. */
    public enum Action {
        /** Nothing: the message is received on. */
        BLOCK(0),
        /** The message goes to the dead-letter queue. */
        SKIP(1),
        /** The group is received no more until it is resumed. */
        PARK(2);

        private final int number;

        Action(int number) {
            this.number = number;
        }

        /** The number on disk. */
        public int number() {
            return number;
        }

        /** The action with this number on disk. */
        public static Action of(int number) {
            for (Action action : values()) {
                if (action.number == number) {
                    return action;
                }
            }
            throw new IllegalArgumentException("no action has the number " + number);
        }
    }

    /** Whether something is to be done instead of one more receive. */
    public boolean isMet(long receives) {
        return receivesMax > 0 && receives >= receivesMax;
    }
}
