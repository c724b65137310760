package io.sluice.node.leader;

import io.sluice.node.command.Command;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.Tablets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Keeps the moves out of the resources of one led tablet going: proposes a step when one is due. How
 * much a step moves is decided by the rules, so a step too many does nothing.
 */
final class Movers {
    private final TabletId tablet;
    private final Tablets tablets;
    private final LongSupplier clockMillis;
    private final Map<ResourceId, Long> nextMillis = new ConcurrentHashMap<>();
    private final Set<ResourceId> stepping = ConcurrentHashMap.newKeySet();

    Movers(TabletId tablet, Tablets tablets, LongSupplier clockMillis) {
        this.tablet = tablet;
        this.tablets = tablets;
        this.clockMillis = clockMillis;
    }

    /** A move goes on at a log time; {@link Long#MAX_VALUE} when nothing is to be done for it. */
    void notice(ResourceId resource, long atMillis) {
        if (atMillis == Long.MAX_VALUE) {
            nextMillis.remove(resource);
        } else {
            nextMillis.put(resource, atMillis);
        }
    }

    /** A move that was found in the rows; what was noticed meanwhile is newer. */
    void found(ResourceId resource, long atMillis) {
        if (atMillis != Long.MAX_VALUE) {
            nextMillis.putIfAbsent(resource, atMillis);
        }
    }

    /** Proposes the steps that are due. Cheap; never blocks. */
    void step() {
        long now = clockMillis.getAsLong();
        nextMillis.forEach((resource, atMillis) -> {
            if (atMillis <= now && stepping.add(resource)) {
                Command command = new TabletCommand.MoveOn(resource);
                var unused = tablets.propose(
                                tablet, RequestId.NONE, command, EntryCodec.encodeItem(RequestId.NONE, command))
                        .whenComplete((done, failure) -> stepping.remove(resource));
            }
        });
    }

    /** Forgets all. */
    void end() {
        nextMillis.clear();
    }
}
