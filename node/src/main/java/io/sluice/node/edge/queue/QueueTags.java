package io.sluice.node.edge.queue;

import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceName;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks tags: at most 50, keys of 1 to 128 characters, values of at most 256. Whether a queue has room
 * for more is its own to say.
 */
final class QueueTags {
    private static final int KEY_CHARS_MAX = 128;
    private static final int VALUE_CHARS_MAX = 256;

    private QueueTags() {}

    /** What TagQueue may give: at least one. */
    static Checked<SortedMap<String, String>> given(Map<String, String> given, ResourceName queue) {
        return given.isEmpty() ? Checked.bad(QueueErrors.missing("Tags")) : check(given, queue);
    }

    /** What UntagQueue may give: at least one, each of them one that a tag can have. */
    static Checked<List<String>> keys(List<String> given) {
        boolean legal = !given.isEmpty() && given.stream().allMatch(QueueTags::isKey);
        return legal ? Checked.good(given) : Checked.bad(QueueErrors.tagKey());
    }

    private static boolean isKey(String key) {
        return !key.isEmpty() && chars(key) <= KEY_CHARS_MAX;
    }

    private static int chars(String text) {
        return text.codePointCount(0, text.length());
    }

    /** What CreateQueue may give. */
    static Checked<SortedMap<String, String>> check(Map<String, String> given, ResourceName queue) {
        if (given.size() > Limits.TAGS_MAX) {
            return Checked.bad(QueueErrors.tooManyTags(queue));
        }
        for (Map.Entry<String, String> tag : given.entrySet()) {
            if (!isKey(tag.getKey())) {
                return Checked.bad(QueueErrors.tagKey());
            }
            if (chars(tag.getValue()) > VALUE_CHARS_MAX) {
                return Checked.bad(QueueErrors.invalid("Tag values must be between 0 and 256 characters in length."));
            }
            ApiError illegal = QueueErrors.illegal(tag.getKey());
            if (illegal == null) {
                illegal = QueueErrors.illegal(tag.getValue());
            }
            if (illegal != null) {
                return Checked.bad(illegal);
            }
        }
        return Checked.good(new TreeMap<>(given));
    }
}
