package io.sluice.node.leader;

import io.sluice.node.command.Command;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ScheduleCommand;
import io.sluice.node.command.ScheduleCommand.Following;
import io.sluice.node.command.ScheduleEntry;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.Tablets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the schedules of one led tablet sent when they are due: proposes a run, and says in it when those
 * that recur are due next. It knows one time per resource, whatever the number of schedules. What a run
 * sends is decided by the rules, so one too many sends nothing.
 */
final class Alarms {
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

    private final TabletId tablet;
    private final Tablets tablets;
    private final LongSupplier clockMillis;
    private final Executor executor;
    private final Map<ResourceId, Long> nextMillis = new ConcurrentHashMap<>();
    private final Set<ResourceId> running = ConcurrentHashMap.newKeySet();

    Alarms(TabletId tablet, Tablets tablets, LongSupplier clockMillis, Executor executor) {
        this.tablet = tablet;
        this.tablets = tablets;
        this.clockMillis = clockMillis;
        this.executor = executor;
    }

    /** The first schedule of a resource is due at a log time; {@link Long#MAX_VALUE} when there is none. */
    void notice(ResourceId resource, long atMillis) {
        if (atMillis == Long.MAX_VALUE) {
            nextMillis.remove(resource);
        } else {
            nextMillis.put(resource, atMillis);
        }
    }

    /** Schedules that were found in the rows; what was noticed meanwhile is newer. */
    void found(ResourceId resource, long atMillis) {
        nextMillis.putIfAbsent(resource, atMillis);
    }

    /** Has those run that are due. Cheap; never blocks. */
    void step() {
        long now = clockMillis.getAsLong();
        nextMillis.forEach((resource, atMillis) -> {
            if (atMillis <= now && running.add(resource)) {
                executor.execute(() -> run(resource));
            }
        });
    }

    private void run(ResourceId resource) {
        Command command;
        try {
            long asOfMillis = clockMillis.getAsLong();
            command = new ScheduleCommand.Run(resource, asOfMillis, following(resource, asOfMillis));
        } catch (RuntimeException e) {
            LOG.warn("could not read what is due tablet={} resource={}", tablet, resource, e);
            running.remove(resource);
            return;
        }
        var unused = tablets.propose(tablet, RequestId.NONE, command, EntryCodec.encodeItem(RequestId.NONE, command))
                .whenComplete((reply, failure) -> {
                    running.remove(resource);
                    // What one bounded turn left over goes on at once; without progress, at the next round.
                    boolean progress = reply instanceof Reply.Ran ran && ran.runs() > 0;
                    if (progress
                            && nextMillis.getOrDefault(resource, Long.MAX_VALUE) <= clockMillis.getAsLong()
                            && running.add(resource)) {
                        executor.execute(() -> run(resource));
                    }
                });
    }

    private List<Following> following(ResourceId resource, long asOfMillis) {
        List<Following> following = new ArrayList<>();
        tablets.queryStale(tablet, new Query.DueSchedules(resource))
                .map(Reply.Schedules.class::cast)
                .ifPresent(due -> due.entries().forEach(entry -> add(entry, asOfMillis, following)));
        return following;
    }

    /** A rule that this JDK cannot read, for want of a time zone, waits for a leader that can. */
    private void add(ScheduleEntry entry, long asOfMillis, List<Following> following) {
        try {
            following.add(new Following(
                    entry.number(),
                    entry.dueMillis(),
                    Recurrences.following(entry.recurrence().orElseThrow(), entry.dueMillis(), asOfMillis)));
        } catch (IllegalArgumentException e) {
            LOG.warn("cannot read when a schedule is due next tablet={} schedule={}", tablet, entry.id(), e);
        }
    }

    /** Forgets all. */
    void end() {
        nextMillis.clear();
    }
}
