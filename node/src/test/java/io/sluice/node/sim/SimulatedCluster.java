package io.sluice.node.sim;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Entry;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.fixture.StateDigest;
import io.sluice.node.machine.Outcome;
import io.sluice.node.sim.SimulatedLog.Slot;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Three replicas, of which one leads: group commit, entries in flight, changes of the leader. What each
 * replica computes is held to what the first one did, and that to the judge.
 */
final class SimulatedCluster {
    private static final int ENTRY_ITEMS_MAX = 8;
    private static final int DIGEST_EVERY = 16;

    final List<SimulatedReplica> replicas;
    final SimulatedLog log = new SimulatedLog();

    private final Judge judge;
    private final DeterministicTasks tasks;
    private final Chance chance;
    private final History history;
    private final Map<Long, Outcome> outcomes = new HashMap<>();
    private final Map<Long, String> digests = new HashMap<>();
    private final List<Proposal> waiting = new ArrayList<>();
    private final Deque<Batch> inFlight = new ArrayDeque<>();
    private Optional<SimulatedReplica> leader = Optional.empty();
    private List<Reply> lastFilled = List.of();
    private long term;
    private boolean sealing;
    private int replyLossPercent = 5;

    SimulatedCluster(
            Judge judge, DeterministicTasks tasks, Chance chance, History history, List<SimulatedReplica> replicas) {
        this.judge = judge;
        this.tasks = tasks;
        this.chance = chance;
        this.history = history;
        this.replicas = List.copyOf(replicas);
    }

    /** A command on its way, and who waits for its reply. */
    private record Proposal(Entry.Item item, Consumer<Reply> waiter) {}

    /** Proposals under one stamp. */
    private static final class Batch {
        final Entry entry;
        final List<Consumer<Reply>> waiters;
        boolean replicated;

        Batch(Entry entry, List<Consumer<Reply>> waiters) {
            this.entry = entry;
            this.waiters = waiters;
        }
    }

    /** The network and the leaders behave from now on. */
    void heal() {
        replyLossPercent = 0;
        replicas.forEach(replica -> replica.skewMillis = 0);
    }

    Optional<SimulatedReplica> leader() {
        return leader;
    }

    /** Takes a command, if anybody leads; the waiter may never hear of it. */
    void propose(Entry.Item item, Consumer<Reply> waiter) {
        if (leader.isEmpty()) {
            return;
        }
        waiting.add(new Proposal(item, waiter));
        if (!sealing) {
            sealing = true;
            tasks.after(chance.below(4), this::seal);
        }
    }

    /** Asks the leader, if there is one. */
    void ask(Query query) {
        leader.ifPresent(replica -> {
            long clockMillis = tasks.nowMillis() + replica.skewMillis;
            String before = replica.store().read(StateDigest::of);
            Reply reply = replica.query(query, clockMillis);
            history.add("asked ", query, ": ", reply);
            Rule.Q11_BROWSE_NEUTRALITY.holds(
                    replica.store().read(StateDigest::of).equals(before), "to ask has changed rows: ", query);
            judge.asked(query, reply, clockMillis);
        });
    }

    /** The leader stops leading; of what it had in flight some is committed and some is not, and nobody is told. */
    void depose() {
        sealing = false;
        waiting.clear();
        boolean survives = true;
        while (!inFlight.isEmpty()) {
            Batch batch = inFlight.remove();
            survives &= chance.percent(50);
            if (survives) {
                append(batch);
            }
        }
        leader = Optional.empty();
        tasks.after(50 + chance.below(250), this::elect);
    }

    private void elect() {
        List<SimulatedReplica> candidates =
                replicas.stream().filter(SimulatedReplica::up).toList();
        if (leader.isPresent()) {
            return;
        }
        if (candidates.size() <= replicas.size() / 2) {
            tasks.after(100, this::elect);
            return;
        }
        SimulatedReplica elected = chance.one(candidates);
        term++;
        log.append(term, Bytes.EMPTY);
        history.add("replica ", replicas.indexOf(elected), " leads term ", term);
        catchUp(elected);
        if (elected.appliedIndex() < log.lastIndex()) {
            tasks.after(100, this::elect);
            return;
        }
        leader = Optional.of(elected);
        judge.leads(term);
        long clockMillis = tasks.nowMillis() + elected.skewMillis;
        elected.levels(clockMillis).forEach(level -> judge.level(level, clockMillis));
        followLater();
    }

    private void seal() {
        if (!sealing || leader.isEmpty()) {
            return;
        }
        List<Proposal> taken = new ArrayList<>(waiting.subList(0, Math.min(ENTRY_ITEMS_MAX, waiting.size())));
        waiting.removeAll(taken);
        Entry entry = new Entry(
                tasks.nowMillis() + leader.get().skewMillis,
                taken.stream().map(Proposal::item).toList());
        Batch batch = new Batch(entry, taken.stream().map(Proposal::waiter).toList());
        inFlight.add(batch);
        tasks.after(1 + chance.below(10), () -> {
            batch.replicated = true;
            commit();
        });
        sealing = !waiting.isEmpty();
        if (sealing) {
            tasks.after(1, this::seal);
        }
    }

    private void commit() {
        while (!inFlight.isEmpty() && inFlight.element().replicated && leader.isPresent()) {
            Batch batch = inFlight.remove();
            append(batch);
            catchUp(leader.get());
            List<Reply> replies = lastFilled;
            for (int i = 0; i < replies.size(); i++) {
                Reply reply = replies.get(i);
                Consumer<Reply> waiter = batch.waiters.get(i);
                if (!chance.percent(replyLossPercent)) {
                    tasks.after(1 + chance.below(5), () -> waiter.accept(reply));
                }
            }
            followLater();
        }
    }

    /** Commits an entry at once, as the leader. */
    List<Reply> commitNow(Entry entry) {
        append(new Batch(entry, List.of()));
        catchUp(leader.orElseThrow());
        return lastFilled;
    }

    private void append(Batch batch) {
        Slot slot = log.append(term, new Bytes(EntryCodec.encode(batch.entry)));
        history.add("committed ", slot.index(), " in term ", term, ": ", batch.entry);
    }

    private void followLater() {
        for (SimulatedReplica replica : replicas) {
            long delayMillis = chance.percent(5) ? chance.below(5_000) : chance.below(50);
            tasks.after(delayMillis, () -> catchUp(replica));
        }
    }

    /** Applies what is committed; takes a snapshot from another replica when the log has not all of it. */
    void catchUp(SimulatedReplica replica) {
        if (!replica.up()) {
            return;
        }
        if (replica.appliedIndex() < log.purgedIndex()) {
            Optional<SimulatedReplica> source = replicas.stream()
                    .filter(other -> other.up() && other.appliedIndex() >= log.purgedIndex())
                    .findFirst();
            if (source.isEmpty()) {
                return;
            }
            history.add("replica ", replicas.indexOf(replica), " gets a snapshot");
            replica.install(source.get());
        }
        for (long index = replica.appliedIndex() + 1; index <= log.lastIndex(); index++) {
            apply(replica, log.read(index));
        }
    }

    private void apply(SimulatedReplica replica, Slot slot) {
        if (slot.isOwnNote()) {
            replica.skip(slot);
        } else {
            SimulatedReplica.Applied applied = replica.apply(slot);
            Optional<Outcome> first = Optional.ofNullable(outcomes.putIfAbsent(slot.index(), applied.outcome()));
            if (first.isPresent()) {
                same(applied.outcome(), first.get(), slot);
            } else {
                history.add("applied ", slot.index(), ": ", applied.filled());
                lastFilled = applied.filled();
                judge.applied(
                        EntryCodec.decode(ByteBuffer.wrap(slot.bytes().array())),
                        applied.outcome(),
                        applied.filled(),
                        replica.store());
            }
        }
        if (slot.index() % DIGEST_EVERY == 0) {
            String digest = replica.store().read(StateDigest::of);
            same(
                    digest,
                    Optional.ofNullable(digests.putIfAbsent(slot.index(), digest))
                            .orElse(digest),
                    slot);
        }
    }

    private static void same(Object one, Object other, Slot slot) {
        Rule.C2_REPLICAS_EQUAL.holds(one.equals(other), "at ", slot.index(), " ", one, " is not ", other);
    }
}
