package io.sluice.node.machine;

import io.sluice.node.state.View;

/** One query being answered: on which rows, and at which log time in epoch milliseconds. */
public record Look(View view, long nowMillis) {}
