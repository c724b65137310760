package io.sluice.node.state.catalog;

/**
 * A move out of a resource that is counted among the active ones of its account.
 *
 * @param untilMillis log time until which it is, though its tablet has not said that it has begun; 0: it has
 */
public record ActiveMoveRow(long untilMillis) {}
