package io.sluice.node.edge.queue;

import java.util.Arrays;
import java.util.List;

/** The names of all attributes that a queue may have, for tests of what is told about them. */
public final class QueueAttributeNames {
    private QueueAttributeNames() {}

    /** All of them. */
    public static List<String> all() {
        return Arrays.stream(QueueAttribute.values())
                .map(QueueAttribute::awsName)
                .toList();
    }
}
