package io.sluice.node.state.catalog;

import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;

/** A resource: its name, where it lives, and whether users see it. */
public record ResourceRow(ResourceName name, TabletId tablet, State state) {
    /** The life of a resource. The number is written to disk and never changes. */
    public enum State {
        /** Has a number and a tablet, and may be known to the tablet. */
        RESERVED(1),
        /** Users see it. */
        ACTIVE(2),
        /** Users see it no more; its rows may still be there. */
        RETIRED(3);

        private final int number;

        State(int number) {
            this.number = number;
        }

        /** The number on disk. */
        public int number() {
            return number;
        }

        static State of(int number) {
            for (State state : values()) {
                if (state.number == number) {
                    return state;
                }
            }
            throw new IllegalStateException("no resource state has the number " + number);
        }
    }
}
