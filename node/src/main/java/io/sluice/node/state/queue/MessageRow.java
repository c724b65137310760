package io.sluice.node.state.queue;

import io.sluice.node.command.Bytes;

/** A message: log time of its send, and what the edge sealed. */
public record MessageRow(long sentMillis, Bytes payload) {}
