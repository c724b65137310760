package io.sluice.node.leader;

import io.sluice.node.command.Command;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.Limits;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.Tablets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Keeps the moves out of the resources of one led tablet going: proposes a step when one is due. How
 * much a step moves is decided by the rules, so a step too many does nothing.
 */
final class Movers {
    private static final CompletableFuture<Reply> DONE = CompletableFuture.completedFuture(Reply.Done.DONE);

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
                        .thenCompose(reply -> reply instanceof Reply.Pick pick ? pick(resource, pick) : DONE)
                        .whenComplete((done, failure) -> stepping.remove(resource));
            }
        });
    }

    /** Looks for what a move picks, aside, and proposes what was found. */
    private CompletableFuture<Reply> pick(ResourceId resource, Reply.Pick pick) {
        return look(resource, pick, new PickedSoFar(pick));
    }

    private CompletableFuture<Reply> look(ResourceId resource, Reply.Pick pick, PickedSoFar so) {
        Query look = new Query.Browse(
                resource,
                pick.picking().filter(),
                so.next(),
                OptionalLong.empty(),
                so.wanted(),
                Limits.MOVED_BYTES_PER_TURN_MAX,
                Limits.BROWSE_SCANNED_MAX);
        return tablets.query(tablet, look).thenCompose(reply -> {
            if (!(reply instanceof Reply.Browsed seen)) {
                return DONE;
            }
            PickedSoFar more = so.with(seen);
            return more.isEnough() ? propose(more.command(resource)) : look(resource, pick, more);
        });
    }

    private CompletableFuture<Reply> propose(Command command) {
        return tablets.propose(tablet, RequestId.NONE, command, EntryCodec.encodeItem(RequestId.NONE, command));
    }

    /** Forgets all. */
    void end() {
        nextMillis.clear();
    }
}
