package io.sluice.node.state.queue;

import io.sluice.node.command.Bytes;
import java.util.OptionalLong;

/**
 * What a schedule sends.
 *
 * @param deduplicationId empty unless its sender has given one
 * @param ttlMillis how long each message lives from its send; absent: as long as the queue keeps it
 */
public record ScheduledMessageRow(Bytes payload, String deduplicationId, OptionalLong ttlMillis) {}
