package io.sluice.client.transport;

/** Why a call has no answer. Without a stack trace, since it travels in futures. */
public abstract sealed class CallFailure extends RuntimeException {

    private CallFailure(String message) {
        super(message, null, false, false);
    }

    /** The cluster said no; a retry would get the same answer. */
    public static final class Rejected extends CallFailure {
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

    /** No node could do it before the deadline; whether it took effect is unknown. */
    public static final class Unavailable extends CallFailure {
        public Unavailable(String message) {
            super(message);
        }
    }

    /** The deadline passed without an answer; whether it took effect is unknown. */
    public static final class TimedOut extends CallFailure {
        public TimedOut(String message) {
            super(message);
        }
    }

    /** The transport was closed, or the caller gave the call up. */
    public static final class Closed extends CallFailure {
        public Closed(String message) {
            super(message);
        }
    }
}
