package io.sluice.node.state.queue;

import java.util.List;

/** Idempotency keys whose windows are over at one time. */
public record SendKeysDueRow(List<String> keys) {
    public SendKeysDueRow {
        keys = List.copyOf(keys);
    }
}
