package io.sluice.node.command;

import java.util.List;

/**
 * Dead letters of one queue that died for the same reason.
 *
 * @param source name of the queue that they left
 * @param firstMillis log time at which the first of them died; 0 when that is not known
 * @param lastMillis of the last
 * @param ids the first few
 */
public record Grave(
        String reason, String source, long count, long firstMillis, long lastMillis, List<Selection.Id> ids) {
    public Grave {
        ids = List.copyOf(ids);
    }
}
