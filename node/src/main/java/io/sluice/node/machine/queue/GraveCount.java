package io.sluice.node.machine.queue;

import io.sluice.node.command.Death;
import io.sluice.node.command.Grave;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Selection;
import io.sluice.node.model.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts dead letters by reason and queue, up to so many of these. */
final class GraveCount {
    private static final int IDS_MAX = 3;

    private final SortedMap<String, Tally> tallies = new TreeMap<>();

    private static final class Tally {
        private final String reason;
        private final String source;
        private final List<Selection.Id> ids = new ArrayList<>();
        private long count;
        private long firstMillis;
        private long lastMillis;

        Tally(String reason, String source) {
            this.reason = reason;
            this.source = source;
        }

        void add(Origin identity) {
            count++;
            long millis = identity.death().map(Death::millis).orElse(0L);
            firstMillis = firstMillis == 0 ? millis : Math.min(firstMillis, millis);
            lastMillis = Math.max(lastMillis, millis);
            if (ids.size() < IDS_MAX) {
                ids.add(new Selection.Id(identity.queue(), identity.sequence()));
            }
        }

        Grave grave() {
            return new Grave(reason, source, count, firstMillis, lastMillis, ids);
        }
    }

    /** Counts a dead letter; false when there is no room for another kind. */
    boolean add(Origin identity) {
        String reason = Selection.reason(identity);
        // Names of queues have no spaces.
        String key = identity.sourceName() + " " + reason;
        if (!tallies.containsKey(key) && tallies.size() == Limits.GRAVES_MAX) {
            return false;
        }
        tallies.computeIfAbsent(key, any -> new Tally(reason, identity.sourceName()))
                .add(identity);
        return true;
    }

    /** All, the greatest first. */
    List<Grave> all() {
        return tallies.values().stream()
                .map(Tally::grave)
                .sorted(Comparator.comparingLong(Grave::count).reversed())
                .toList();
    }
}
