package io.sluice.node.edge.queue;

import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.ResourceName;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checks tags: at most 50, keys of 1 to 128 characters, values of at most 256. */
final class QueueTags {
    private static final int TAGS_MAX = 50;
    private static final int KEY_CHARS_MAX = 128;
    private static final int VALUE_CHARS_MAX = 256;

    private QueueTags() {}

    static Checked<SortedMap<String, String>> check(Map<String, String> given, ResourceName queue) {
        if (given.size() > TAGS_MAX) {
            return Checked.bad(QueueErrors.invalid("Too many tags added for queue " + queue.name() + "."));
        }
        for (Map.Entry<String, String> tag : given.entrySet()) {
            if (tag.getKey().isEmpty() || tag.getKey().length() > KEY_CHARS_MAX) {
                return Checked.bad(QueueErrors.invalid("Tag keys must be between 1 and 128 characters in length."));
            }
            if (tag.getValue().length() > VALUE_CHARS_MAX) {
                return Checked.bad(QueueErrors.invalid("Tag values must be between 0 and 256 characters in length."));
            }
        }
        return Checked.good(new TreeMap<>(given));
    }
}
