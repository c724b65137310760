package io.sluice.node.model;

/**
 * When a command is applied, equal on every replica.
 *
 * @param index of the entry in the tablet's log
 * @param millis log time in epoch milliseconds: the leader's stamp, clamped so that it never goes back
 * @param format number of the dialect that the tablet's log and rows speak
 */
public record Moment(long index, long millis, int format) {}
