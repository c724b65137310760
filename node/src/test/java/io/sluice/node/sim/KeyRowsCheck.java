package io.sluice.node.sim;

import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.KeysCount;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.SendKeyRow;
import io.sluice.node.state.queue.SendKeyTables;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Holds the rows of the idempotency keys of one queue to a scan of themselves. */
final class KeyRowsCheck {
    private KeyRowsCheck() {}

    static void check(View view, ResourceId queue, KeyModel model, long nowMillis) {
        Map<String, SendKeyRow> rows = new HashMap<>();
        view.scan(
                SendKeyTables.KEYS,
                new Keys.TextIn(queue, ""),
                new Keys.TextIn(queue, "~"),
                (key, row) -> rows.put(key.value(), row) == null);
        KeysCount count = view.get(QueueTables.STATES, new Keys.OfResource(queue))
                .orElseThrow()
                .keys();
        Rule.Q8_CONSERVATION.holds(count.count() == rows.size(), "keys are counted: ", count);
        Rule.Q8_CONSERVATION.holds(model.count(nowMillis) <= rows.size(), "keys that count are there: ", rows);
        Set<String> due = new HashSet<>();
        view.scan(SendKeyTables.DUE, new Keys.Due(queue, 0, 0), new Keys.Due(queue, -1, -1), (key, row) -> {
            Rule.Q8_CONSERVATION.holds(key.dueMillis() >= count.floorMillis(), "the floor of keys: ", count);
            row.keys().forEach(name -> due.add(name + "@" + key.dueMillis()));
            return true;
        });
        rows.forEach((name, row) -> Rule.Q8_CONSERVATION.holds(
                due.contains(name + "@" + row.untilMillis()), "what is remembered will be forgotten: ", name));
    }
}
