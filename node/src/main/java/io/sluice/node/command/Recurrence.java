package io.sluice.node.command;

import java.util.OptionalLong;

/**
 * By which rule a schedule sends again and again. The rules of the log do not read it, for what a cron
 * expression means depends on time zones, which differ between machines: whoever proposes a run says when
 * the next one is (ADR 0060).
 *
 * @param cron five fields; empty for a fixed rate
 * @param zone IANA name of its time zone; empty for a fixed rate
 * @param everyMillis from run to run; 0 for a cron expression
 * @param endMillis no run is later, epoch milliseconds
 * @param runsMax messages in all, from 1
 */
public record Recurrence(
        String cron, String zone, long everyMillis, OptionalLong endMillis, OptionalLong runsMax, Missed missed) {
    /** What becomes of runs that are late by more than {@link io.sluice.node.model.Limits#MISSED_AFTER_MILLIS}. */
    public enum Missed {
        /** One message stands for all of them. */
        RUN_ONCE(1),
        /** They send nothing. */
        SKIP(2);

        private final int number;

        Missed(int number) {
            this.number = number;
        }

        /** The number on disk. */
        public int number() {
            return number;
        }

        /** The policy with this number on disk. */
        public static Missed of(int number) {
            for (Missed missed : values()) {
                if (missed.number == number) {
                    return missed;
                }
            }
            throw new IllegalArgumentException("no policy for missed runs has the number " + number);
        }
    }
}
