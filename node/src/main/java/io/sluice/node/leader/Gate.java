package io.sluice.node.leader;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.sluice.node.cluster.Call;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.RequestId;
import io.sluice.node.raft.ProposeFailure;
import io.sluice.node.raft.Rider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where polls of one resource wait while there is nothing for them. A poll that would find nothing
 * costs no log entry; it is let through when the machine hints that something became visible, when
 * something falls due, or sent away empty when its time is over. Where no further poll may wait, one for which there
 * is something is let through all the same. One for which there is nothing is refused, not sent away empty: a client
 * pauses before it tries again after a refusal, and asks at once after nothing.
 */
final class Gate {
    /** Polls that may wait at one resource. */
    private static final int PARKED_MAX = 20_000;

    private final LongSupplier clockMillis;
    private final Timer timer;
    private final Seats seats;
    private final Function<Call, CompletableFuture<Reply>> propose;
    private final Deque<Poll> parked = new ArrayDeque<>();
    /** The newest poll of each request that is here, for a caller that lost its answer and asks again. */
    private final Map<RequestId, Poll> newest = new HashMap<>();

    private Effect.Level level;
    private long spokenFor;
    private @Nullable Timeout dueTimeout;
    private long dueTimeoutMillis = Long.MAX_VALUE;
    private boolean closed;

    /** How many are parked; read without the lock, for a look that may be late. */
    private volatile int waiting;

    /** False after polls rode in vain, as they do at a queue with a delay, until one was let through for something. */
    private boolean ridesPay = true;

    /** A gate; its seats are those of all gates of the node. */
    Gate(
            Effect.Level level,
            LongSupplier clockMillis,
            Timer timer,
            Seats seats,
            Function<Call, CompletableFuture<Reply>> propose) {
        this.level = level;
        this.clockMillis = clockMillis;
        this.timer = timer;
        this.seats = seats;
        this.propose = propose;
    }

    /** Answers a poll now or later. */
    CompletableFuture<Reply> enter(Call call, int wanted) {
        Poll poll;
        Poll replaced = null;
        List<Poll> through;
        synchronized (this) {
            long now = clockMillis.getAsLong();
            long waitMillis = call.waitMillis().orElse(level.waitMillis());
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(call.deadlineNanos() - System.nanoTime());
            Optional<ProposeFailure> full = waitMillis == 0 ? Optional.empty() : full();
            boolean waits = waitMillis > 0 && full.isEmpty();
            poll = new Poll(call, wanted, waits ? now + Math.min(waitMillis, leftMillis) : now);
            if (closed) {
                poll.result.completeExceptionally(gone());
                return poll.result;
            }
            if (full.isPresent() && !hasSomething(now)) {
                return CompletableFuture.failedFuture(full.get());
            }
            if (!waits) {
                if (level.visible() <= 0 && !level.limited() && level.dueMillis() > now) {
                    return CompletableFuture.completedFuture(nothing());
                }
                spokenFor += wanted;
                through = List.of(poll);
            } else {
                Poll former = remember(poll);
                if (former == null || removeParked(former)) {
                    replaced = former;
                    parked.add(poll);
                    count();
                    through = admit();
                    if (!through.contains(poll)) {
                        park(poll, now);
                    }
                } else {
                    // What the former attempt gets is in the log next to this one, so the log tells.
                    spokenFor += wanted;
                    through = List.of(poll);
                }
            }
        }
        if (replaced != null) {
            replaced.unpark();
            replaced.result.complete(new Reply.Received(List.of()));
        }
        through.forEach(this::go);
        return poll.result;
    }

    /** Why no further poll may wait here; empty while one may. */
    private Optional<ProposeFailure> full() {
        if (parked.size() >= PARKED_MAX) {
            return Optional.of(ProposeFailure.overloaded(PARKED_MAX + " polls wait at one resource"));
        }
        return seats.areTaken()
                ? Optional.of(ProposeFailure.overloaded(seats.max() + " polls wait at one node"))
                : Optional.empty();
    }

    /** True when there is something for another poll, beyond what those want that were let through before. */
    private boolean hasSomething(long now) {
        return level.visible() > spokenFor || (spokenFor == 0 && level.dueMillis() <= now);
    }

    /** Takes the machine's newest hint. */
    void update(Effect.Level newest) {
        List<Poll> through;
        synchronized (this) {
            level = newest;
            through = admit();
        }
        through.forEach(this::go);
    }

    /** The machine's newest hint. */
    synchronized Effect.Level level() {
        return level;
    }

    /** True when a poll that enters now would wait or go away empty. */
    synchronized boolean idle() {
        return level.visible() <= spokenFor;
    }

    /** True when something is due and nobody waits for it: then a sweep keeps the counters true. */
    synchronized boolean wantsSweep() {
        return !closed && level.dueMillis() <= clockMillis.getAsLong();
    }

    /** Ends all polls: the resource is gone, or this node no longer leads its tablet. */
    void close(ProposeFailure why) {
        List<Poll> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(parked);
            parked.clear();
            newest.clear();
            count();
            cancelDue();
        }
        all.forEach(poll -> poll.end(why));
    }

    /** True when polls wait here; may be late. */
    boolean hasParked() {
        return waiting > 0;
    }

    /** Lets polls go with messages that are about to be proposed, as far as these suffice. */
    List<Rider> ride(int messages, int pollsMax) {
        List<Rider> riders = new ArrayList<>(1);
        synchronized (this) {
            for (int spoken = 0; ridesPay && spoken < messages && riders.size() < pollsMax && !parked.isEmpty(); ) {
                Poll poll = take();
                poll.riding = true;
                spoken += poll.wanted;
                riders.add(new Rider(
                        poll.call.requestId(),
                        poll.call.command(),
                        poll.call.encodedItem(),
                        (reply, failure) -> came(poll, reply, failure)));
            }
        }
        return riders;
    }

    /** Lets polls through while there is something for them. */
    private List<Poll> admit() {
        List<Poll> through = new ArrayList<>(0);
        long now = clockMillis.getAsLong();
        while (!parked.isEmpty() && hasSomething(now)) {
            Poll poll = take();
            poll.riding = false;
            through.add(poll);
        }
        if (!parked.isEmpty()) {
            watchDue();
        }
        return through;
    }

    private Poll take() {
        Poll poll = parked.remove();
        count();
        poll.unpark();
        spokenFor += poll.wanted;
        return poll;
    }

    private void go(Poll poll) {
        var unused = propose.apply(poll.call).whenComplete((done, failure) -> came(poll, done, failure));
    }

    /** What came of a poll that was let through: it waits on when it found nothing and has time left. */
    private void came(Poll poll, @Nullable Reply reply, @Nullable Throwable failure) {
        List<Poll> through;
        boolean again;
        synchronized (this) {
            spokenFor -= poll.wanted;
            boolean vain = reply instanceof Reply.Received received
                    && received.messages().isEmpty();
            if (failure == null && poll.riding == vain) {
                ridesPay = !vain;
            }
            long now = clockMillis.getAsLong();
            again = vain && !closed && now < poll.untilMillis && !poll.result.isDone() && isNewest(poll);
            if (!again) {
                newest.remove(poll.call.requestId(), poll);
            } else {
                parked.addFirst(poll);
                count();
                park(poll, now);
            }
            through = admit();
        }
        if (!again) {
            poll.finish(reply, failure);
        }
        through.forEach(this::go);
    }

    private void park(Poll poll, long now) {
        poll.timeout =
                timer.newTimeout(timeout -> leave(poll), Math.max(1, poll.untilMillis - now), TimeUnit.MILLISECONDS);
        if (!poll.watched) {
            poll.watched = true;
            var unused = poll.result.whenComplete((done, failure) -> {
                if (poll.result.isCancelled()) {
                    leave(poll);
                }
            });
        }
    }

    /** What a poll gets that goes away empty: with the reason, if what is there is kept back. */
    private Reply nothing() {
        return new Reply.Received(List.of(), level.withheld());
    }

    private void leave(Poll poll) {
        boolean was;
        Reply nothing;
        synchronized (this) {
            nothing = nothing();
            was = removeParked(poll);
            newest.remove(poll.call.requestId(), poll);
            poll.unpark();
        }
        if (was) {
            poll.result.complete(nothing);
        }
    }

    private boolean removeParked(Poll poll) {
        for (Iterator<Poll> each = parked.iterator(); each.hasNext(); ) {
            if (each.next() == poll) {
                each.remove();
                count();
                return true;
            }
        }
        return false;
    }

    /** To be called under the lock whenever a poll came or went. */
    private void count() {
        int now = parked.size();
        seats.changed(now - waiting);
        waiting = now;
    }

    /** Notes the newest poll of a request; an earlier one that is still here is returned. */
    private @Nullable Poll remember(Poll poll) {
        RequestId id = poll.call.requestId();
        return id.equals(RequestId.NONE) ? null : newest.put(id, poll);
    }

    private boolean isNewest(Poll poll) {
        Poll newer = newest.get(poll.call.requestId());
        return newer == null || newer == poll;
    }

    private void watchDue() {
        if (level.dueMillis() == Long.MAX_VALUE || (dueTimeout != null && dueTimeoutMillis <= level.dueMillis())) {
            return;
        }
        cancelDue();
        dueTimeoutMillis = level.dueMillis();
        dueTimeout = timer.newTimeout(
                timeout -> due(), Math.max(1, dueTimeoutMillis - clockMillis.getAsLong()), TimeUnit.MILLISECONDS);
    }

    private void due() {
        List<Poll> through;
        synchronized (this) {
            dueTimeout = null;
            dueTimeoutMillis = Long.MAX_VALUE;
            through = admit();
        }
        through.forEach(this::go);
    }

    private void cancelDue() {
        if (dueTimeout != null) {
            dueTimeout.cancel();
            dueTimeout = null;
            dueTimeoutMillis = Long.MAX_VALUE;
        }
    }

    private static ProposeFailure gone() {
        return ProposeFailure.notLeader("the resource is no longer served here", Optional.empty());
    }
}
