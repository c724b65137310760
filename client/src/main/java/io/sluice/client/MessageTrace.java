package io.sluice.client;

import java.util.List;

/** What befell a message, in order; kept says whether its queue keeps traces now. */
public record MessageTrace(boolean kept, List<TraceEntry> entries) {
    public MessageTrace {
        entries = List.copyOf(entries);
    }
}
