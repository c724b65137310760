package io.sluice.client;

/**
 * Why a call has no answer, by cause. After {@link Rejected} nothing changed and a repetition gets
 * the same answer; after the others the outcome is unknown, and the client has already repeated the
 * call, safely, until its deadline.
 */
public abstract sealed class SluiceException extends RuntimeException {

    private SluiceException(String message) {
        super(message);
    }

    /** The cluster said no. */
    public static final class Rejected extends SluiceException {
        private final String code;

        public Rejected(String code, String message) {
            super(message);
            this.code = code;
        }

        /** The AWS error code, such as {@code QueueDoesNotExist}. */
        public String code() {
            return code;
        }
    }

    /** No node could serve the call before its deadline. */
    public static final class Unavailable extends SluiceException {
        public Unavailable(String message) {
            super(message);
        }
    }

    /** No node answered before the deadline. */
    public static final class TimedOut extends SluiceException {
        public TimedOut(String message) {
            super(message);
        }
    }

    /** The client was closed, or the calling thread interrupted. */
    public static final class Closed extends SluiceException {
        public Closed(String message) {
            super(message);
        }
    }
}
