package io.sluice.node.state.queue;

import java.util.List;

/** Keys of what was remembered at one time, to be forgotten together. */
public record FifoMemoryLogRow(long millis, List<String> keys) {
    public FifoMemoryLogRow {
        keys = List.copyOf(keys);
    }
}
