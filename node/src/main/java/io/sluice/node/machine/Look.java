package io.sluice.node.machine;

import io.sluice.node.state.View;
import java.util.function.BooleanSupplier;

/**
 * One query being answered: on which rows, and at which log time in epoch milliseconds.
 *
 * @param goesOn asked now and then by what looks at many rows; when it says no, the answer is what was found so far
 */
public record Look(View view, long nowMillis, BooleanSupplier goesOn) {
    /** A look that nobody hurries. */
    public Look(View view, long nowMillis) {
        this(view, nowMillis, () -> true);
    }
}
