package io.sluice.node.machine;

import io.sluice.node.model.Moment;
import io.sluice.node.state.Tx;
import java.util.List;

/** One command being applied: when, on which rows, and where its hints go. */
public record Turn(Moment moment, Tx tx, List<Effect> effects) {
    /** Log time in epoch milliseconds. */
    public long nowMillis() {
        return moment.millis();
    }

    /** Leaves a hint for the leader. */
    public void emit(Effect effect) {
        effects.add(effect);
    }
}
