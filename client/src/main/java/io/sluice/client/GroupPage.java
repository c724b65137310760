package io.sluice.client;

import java.util.List;

/**
 * A page of message groups.
 *
 * @param nextToken asks for the next page, which may be short and not the last; empty after the last
 * @param onPoison what the queue does with a message that always fails: {@code block}, {@code skip} or {@code park}
 * @param maxReceives after how many receives; 0 when it blocks
 * @param parkedGroups how many groups of the queue are parked
 */
public record GroupPage(List<GroupInfo> groups, String nextToken, String onPoison, int maxReceives, long parkedGroups) {
    public GroupPage {
        groups = List.copyOf(groups);
    }
}
