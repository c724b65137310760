package io.sluice.node.raft;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Reply;
import io.sluice.node.model.Limits;
import io.sluice.node.model.RequestId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Group commit of one tablet: what waits together becomes one entry, and the bound on entries in
 * flight is what makes commands wait. There is no thread and no timer. Whoever brings a command
 * submits, if there is room in flight; otherwise whoever makes room does. One at a time assembles,
 * the others leave their commands and go. A command whose caller has given up before its turn is left out: under more
 * than it can carry a tablet would do nothing else than what nobody waits for any more.
 */
final class Proposer {
    /** Commands in one entry; bounds the time of one apply. */
    static final int COMMANDS_MAX = 2_000;

    /** Growth step of the waiting commands' array; what may wait is bounded in bytes. */
    private static final int CHUNK = 512;

    private final Gate gate;
    private final RaftLimits limits;
    private final LongSupplier clockMillis;
    private final Executor lane;
    private final TabletMeters meters;
    private final MpscUnboundedArrayQueue<Proposal> waiting = new MpscUnboundedArrayQueue<>(CHUNK);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger drains = new AtomicInteger();
    private final Queue<Batch> flying = new ConcurrentLinkedQueue<>();

    /** Set when an entry got no answer in time, until one does. */
    private volatile boolean stuck;

    Proposer(Gate gate, RaftLimits limits, LongSupplier clockMillis, Executor lane, TabletMeters meters) {
        this.gate = gate;
        this.limits = limits;
        this.clockMillis = clockMillis;
        this.lane = lane;
        this.meters = meters;
        meters.gaugeWaiting(waitingBytes);
    }

    /** What the proposer asks of its tablet. */
    interface Gate {
        /** Why nothing can be proposed now, if so. */
        @Nullable
        ProposeFailure refusal();

        /** What may join an entry of these commands at its end. */
        List<Rider> riders(List<Entry.Item> entry);

        /** Appends an entry to the log. */
        CompletableFuture<RaftClientReply> append(Batch batch);
    }

    CompletableFuture<Reply> propose(RequestId requestId, Command command, byte[] encodedItem) {
        ProposeFailure refusal = refusal();
        if (refusal == null) {
            refusal = reserve(encodedItem);
        }
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        Proposal proposal = new Proposal(requestId, command, encodedItem);
        waiting.offer(proposal);
        if (inFlight.get() < limits.entriesInFlightMax()) {
            drain();
        }
        return proposal;
    }

    /** The entry of this batch is applied here; called in the tablet's lane. */
    void replied(Batch batch, List<Reply> replies) {
        batch.reply(replies);
        meters.committed(batch, System.nanoTime());
        release(batch);
    }

    /** Fails everything that waits when nothing can be proposed any more, and goes on when it can. */
    void gateChanged() {
        drain();
    }

    /** Gives up on entries that have been in flight for too long, and on what waits behind them. */
    void expire(long nowNanos) {
        Batch oldest = flying.peek();
        if (oldest == null || !isLate(oldest, nowNanos)) {
            return;
        }
        stuck = true;
        for (Batch batch : flying) {
            if (isLate(batch, nowNanos)) {
                lane.execute(() -> batch.fail(ProposeFailure.unknown("the log gave no answer in time")));
            }
        }
        drain();
    }

    private boolean isLate(Batch batch, long nowNanos) {
        return nowNanos - batch.submittedNanos() > limits.unansweredMax().toNanos();
    }

    private @Nullable ProposeFailure reserve(byte[] encodedItem) {
        if (encodedItem.length > Limits.COMMAND_BYTES_MAX) {
            return ProposeFailure.overloaded("a command of " + encodedItem.length + " bytes is larger than "
                    + Limits.COMMAND_BYTES_MAX + " and fits no entry");
        }
        int weight = Proposal.weightBytes(encodedItem);
        if (waitingBytes.addAndGet(weight) > limits.waitingBytesMax()) {
            waitingBytes.addAndGet(-weight);
            return ProposeFailure.overloaded("more than " + limits.waitingBytesMax() + " bytes of commands wait");
        }
        return null;
    }

    /** Runs in any thread; a thread that finds another at work leaves it a note and does not wait. */
    private void drain() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            ProposeFailure refusal = refusal();
            if (refusal != null) {
                failWaiting(refusal);
            } else {
                submitWaiting();
            }
            seen = drains.addAndGet(-seen);
        } while (seen != 0);
    }

    private @Nullable ProposeFailure refusal() {
        if (stuck) {
            return ProposeFailure.overloaded("the log does not move");
        }
        return gate.refusal();
    }

    private void failWaiting(ProposeFailure refusal) {
        List<Proposal> refused = new ArrayList<>();
        for (Proposal next = take(); next != null; next = take()) {
            refused.add(next);
        }
        if (!refused.isEmpty()) {
            lane.execute(() -> refused.forEach(each -> each.completeExceptionally(refusal)));
        }
    }

    private void submitWaiting() {
        while (inFlight.get() < limits.entriesInFlightMax()) {
            Batch batch = assemble();
            if (batch == null) {
                return;
            }
            inFlight.incrementAndGet();
            flying.add(batch);
            CompletableFuture<RaftClientReply> unused =
                    gate.append(batch).whenComplete((reply, thrown) -> answered(batch, reply, thrown));
        }
    }

    /** The next entry: as much of what waits as fits, or one command that would fit no entry with others. */
    private @Nullable Batch assemble() {
        Proposal first = take();
        if (first == null) {
            return null;
        }
        List<Proposal> proposals = new ArrayList<>();
        List<Entry.Item> items = new ArrayList<>();
        int size = EntryBytes.EMPTY + EntryBytes.sizeOf(first.encodedItem());
        proposals.add(first);
        items.add(first.item());
        while (proposals.size() < COMMANDS_MAX) {
            Proposal next = takeUpTo(Limits.ENTRY_BYTES_MAX - size);
            if (next == null) {
                break;
            }
            size += EntryBytes.sizeOf(next.encodedItem());
            proposals.add(next);
            items.add(next.item());
        }
        for (Rider rider : gate.riders(Collections.unmodifiableList(items))) {
            byte[] encodedItem = rider.encodedItem().array();
            Proposal joined = new Proposal(rider.requestId(), rider.command(), encodedItem);
            var unused = joined.whenComplete(rider.answered());
            size += EntryBytes.sizeOf(encodedItem);
            proposals.add(joined);
            items.add(joined.item());
        }
        long stampMillis = clockMillis.getAsLong();
        byte[] bytes = EntryBytes.assemble(stampMillis, proposals, size);
        return new Batch(
                proposals, new Entry(stampMillis, items), UnsafeByteOperations.unsafeWrap(bytes), System.nanoTime());
    }

    private @Nullable Proposal takeUpTo(int bytesLeft) {
        Proposal next = first();
        return next == null || EntryBytes.sizeOf(next.encodedItem()) > bytesLeft ? null : remove();
    }

    private @Nullable Proposal take() {
        return first() == null ? null : remove();
    }

    /** The first that waits and is still waited for. */
    private @Nullable Proposal first() {
        Proposal next = waiting.peek();
        while (next != null && next.isDone()) {
            var unused = remove();
            meters.abandoned();
            next = waiting.peek();
        }
        return next;
    }

    private Proposal remove() {
        Proposal next = waiting.remove();
        waitingBytes.addAndGet(-next.weightBytes());
        return next;
    }

    /** Ratis's answer. A success says nothing new: the replies come from applying, just before. */
    private void answered(Batch batch, @Nullable RaftClientReply reply, @Nullable Throwable thrown) {
        if (batch.isApplied()) {
            return;
        }
        ProposeFailure failure = Failures.ofWrite(batch, reply, thrown);
        lane.execute(() -> {
            batch.fail(failure);
            release(batch);
        });
    }

    private void release(Batch batch) {
        if (batch.finish()) {
            stuck = false;
            flying.remove(batch);
            inFlight.decrementAndGet();
            drain();
        }
    }
}
