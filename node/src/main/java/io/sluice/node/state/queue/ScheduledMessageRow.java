package io.sluice.node.state.queue;

import io.sluice.node.command.Bytes;

/** What a schedule sends; the deduplication id is empty unless its sender has given one. */
public record ScheduledMessageRow(Bytes payload, String deduplicationId) {}
