package io.sluice.node.sim;

import io.sluice.node.command.Life;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.LifetimesCount;
import io.sluice.node.state.queue.QueueTables;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds the order by their ends of the messages of one queue to what their rows say. */
final class LifetimeRowsCheck {
    private LifetimeRowsCheck() {}

    static void check(View view, ResourceId queue, SortedMap<Long, Life> lives) {
        SortedMap<Long, Long> expected = new TreeMap<>();
        lives.forEach((sequence, life) -> {
            if (life.isLimited()) {
                expected.put(sequence, life.endMillis());
            }
        });
        SortedMap<Long, Long> found = new TreeMap<>();
        view.scan(
                QueueTables.LIFETIMES,
                new Keys.Due(queue, 0, 0),
                new Keys.Due(queue, -1, -1),
                (key, mark) -> found.put(key.number(), key.dueMillis()) == null);
        Rule.Q8_CONSERVATION.holds(found.equals(expected), "ends are indexed: ", found, " ", expected);
        LifetimesCount count = view.get(QueueTables.STATES, new Keys.OfResource(queue))
                .orElseThrow()
                .lifetimes();
        Rule.Q8_CONSERVATION.holds(count.count() == found.size(), "those that end are counted: ", count);
        Rule.Q8_CONSERVATION.holds(
                found.values().stream().allMatch(millis -> millis >= count.floorMillis()),
                "the floor of ends: ",
                count);
    }
}
