package io.sluice.node.state.queue;

import java.util.SortedMap;
import java.util.TreeMap;

/** What a queue was told to be: attributes by AWS name, only those ever given, and tags. */
public record QueueSettingsRow(
        String name,
        SortedMap<String, String> attributes,
        SortedMap<String, String> tags,
        long createdMillis,
        long modifiedMillis) {
    public QueueSettingsRow {
        attributes = new TreeMap<>(attributes);
        tags = new TreeMap<>(tags);
    }
}
