package io.sluice.node.command;

import io.sluice.node.model.RequestId;
import java.util.List;

/**
 * One entry of a tablet's log: the commands that waited together, under one stamp (group commit).
 *
 * @param stampMillis the proposing leader's clock, epoch milliseconds
 */
public record Entry(long stampMillis, List<Item> items) {
    public Entry {
        items = List.copyOf(items);
    }

    /** One command and the identity of the call that brought it. */
    public record Item(RequestId requestId, Command command) {}
}
