package io.sluice.node.sim;

import io.sluice.node.command.Attempt;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.Death;
import io.sluice.node.command.Entry;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Outcome;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.sim.TabletRows.Placed;
import io.sluice.node.sim.TabletRows.Sent;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.QueueTables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Judges several tablets whose queues send each other messages. After every entry of any of them each
 * message that was sent and not deleted is in exactly one place: in a queue, or in an outbox as long
 * as the tablet it is for has not taken it. It knows nothing of how messages are moved.
 */
final class MoveJudge {
    private final SortedMap<TabletId, TabletRows> tablets = new TreeMap<>();
    private final Map<ResourceId, Integer> receivesMax = new HashMap<>();
    private final Set<String> live = new HashSet<>();
    private final Set<String> gone = new HashSet<>();
    private final Map<String, Origin> identities = new HashMap<>();
    private final Map<String, String> groups = new HashMap<>();
    private final Map<Keys.InResource, Long> leases = new HashMap<>();
    private final Set<RequestId> seen = new HashSet<>();
    private final Set<ResourceId> dropped = new HashSet<>();
    private final Map<TabletId, Long> logMillis = new HashMap<>();
    private final Map<String, Long> endMillis = new HashMap<>();
    private final Set<String> expiredOnce = new HashSet<>();
    private final Set<ResourceId> burying = new HashSet<>();
    /** What queues whose policy is to skip allow now, and what they ever allowed least. */
    private final Map<ResourceId, Integer> skipsAfter = new HashMap<>();

    private final Map<ResourceId, Integer> skippedAfter = new HashMap<>();
    /** What was skipped by hand, by the identity that it had. */
    private final Set<List<Long>> skips = new HashSet<>();

    final RedriveJudge redrives = new RedriveJudge();
    int expired;
    int skipped;
    int inherited;
    int deadLetters;
    int carried;
    int moved;

    Set<String> live() {
        return live;
    }

    Set<ResourceId> dropped() {
        return dropped;
    }

    /** The judge of one of the tablets. */
    Judge of(TabletId tablet) {
        return new Judge() {
            @Override
            public void applied(Entry entry, Outcome outcome, List<Reply> filled, ReplicaStore rows) {
                MoveJudge.this.applied(tablet, entry, filled, rows.read(TabletRows::read));
            }

            @Override
            public void asked(Query query, Reply reply, long clockMillis) {}

            @Override
            public void level(Effect.Level level, long atMillis) {}
        };
    }

    private void applied(TabletId tablet, Entry entry, List<Reply> filled, TabletRows after) {
        Optional<TabletRows> before = Optional.ofNullable(tablets.put(tablet, after));
        long nowMillis = logMillis.merge(tablet, entry.stampMillis(), Math::max);
        Set<String> mayGo = new HashSet<>();
        before.ifPresent(rows -> ended(rows, nowMillis, mayGo));
        for (int i = 0; i < entry.items().size(); i++) {
            Entry.Item item = entry.items().get(i);
            if (item.requestId().equals(RequestId.NONE) || !answered(item, filled.get(i))) {
                item(item, entry, filled.get(i), before, mayGo, nowMillis);
            }
        }
        conserved(mayGo);
        newlyPlaced(after, before);
        inOrder(after);
        redrives.applied(after, before);
    }

    /** What has come to its end may be gone, but for a queue whose messages are dead letters then. */
    private void ended(TabletRows before, long nowMillis, Set<String> mayGo) {
        before.messages.forEach((key, placed) -> {
            boolean buried = burying.contains(key.resource()) && dropped.isEmpty();
            if (!buried && isOver(placed.body(), nowMillis)) {
                mayGo.add(placed.body());
            }
        });
    }

    private boolean isOver(String body, long nowMillis) {
        return endMillis.getOrDefault(body, Long.MAX_VALUE) <= nowMillis;
    }

    /** Whether an item was answered before, so that it did nothing now. */
    private boolean answered(Entry.Item item, Reply reply) {
        boolean kept = !(reply instanceof Reply.Rejected)
                && !(reply instanceof Reply.Received received
                        && received.messages().isEmpty());
        return kept && !seen.add(item.requestId());
    }

    private void item(
            Entry.Item item, Entry entry, Reply reply, Optional<TabletRows> before, Set<String> mayGo, long nowMillis) {
        if (item.command() instanceof QueueCommand.Create create) {
            create.redrive().ifPresent(redrive -> receivesMax.put(create.queue(), redrive.receivesMax()));
            if (create.attributes().getOrDefault("DeadLetterExpired", "").equals("true")) {
                burying.add(create.queue());
            }
        } else if (item.command() instanceof QueueCommand.StartMove start
                && reply instanceof Reply.MoveStarted started) {
            redrives.begins(start, started.number(), before);
        } else if (item.command() instanceof QueueCommand.ChangeGroups change
                && reply instanceof Reply.GroupChanged changed) {
            changed(change, changed);
        } else if (item.command() instanceof QueueCommand.Send send && reply instanceof Reply.Sent sent) {
            for (int i = 0; i < send.messages().size(); i++) {
                String body = text(send.messages().get(i).payload());
                long sequence = ((Reply.SentOne) sent.messages().get(i)).sequence();
                live.add(body);
                send.messages().get(i).ttlMillis().ifPresent(ttl -> endMillis.put(body, nowMillis + ttl));
                identities.put(body, Origin.at(send.queue(), sequence));
                groups.put(body, send.messages().get(i).groupId());
            }
        } else if (item.command() instanceof QueueCommand.Receive receive && reply instanceof Reply.Received received) {
            received.messages().forEach(one -> delivered(receive.queue(), one));
        } else if (item.command() instanceof QueueCommand.Delete delete) {
            for (QueueCommand.Receipt receipt : delete.receipts()) {
                Keys.InResource key = new Keys.InResource(delete.queue(), receipt.sequence());
                if (leases.getOrDefault(key, 0L) == receipt.lease()) {
                    before.map(rows -> rows.messages.get(key)).ifPresent(placed -> mayGo.add(placed.body()));
                }
            }
        } else if (item.command() instanceof TabletCommand.DropResource drop) {
            dropped.add(drop.resource());
            skipsAfter.remove(drop.resource());
            // What came into the queue in this very entry goes with it, wherever on this tablet it was before.
            before.filter(rows -> rows.states.containsKey(drop.resource())).ifPresent(rows -> {
                rows.messages.values().forEach(placed -> mayGo.add(placed.body()));
                mayGo.addAll(arriving(entry));
            });
        } else if (item.command() instanceof TabletCommand.Settle settle) {
            inherited += settle.heirs().size();
            // What comes back to a queue that was dropped in the meantime is dropped with it.
            before.ifPresent(rows -> rows.outbox.stream()
                    .filter(sent -> settle.refused().contains(sent.sequence())
                            && (dropped.contains(sent.parcel().from()) || isOver(sent.body(), nowMillis)))
                    .forEach(sent -> mayGo.add(sent.body())));
        }
    }

    private void changed(QueueCommand.ChangeGroups change, Reply.GroupChanged reply) {
        reply.skipped().ifPresent(origin -> skips.add(List.of(origin.queue().value(), origin.sequence())));
        if (change.change() instanceof GroupChange.SetPolicy set) {
            skipsAfter.remove(change.queue());
            if (set.policy().action() == GroupPolicy.Action.SKIP) {
                skipsAfter.put(change.queue(), set.policy().receivesMax());
                skippedAfter.merge(change.queue(), set.policy().receivesMax(), Math::min);
            }
        }
    }

    private static Set<String> arriving(Entry entry) {
        Set<String> bodies = new HashSet<>();
        for (Entry.Item item : entry.items()) {
            if (item.command() instanceof QueueCommand.Send send) {
                send.messages().forEach(message -> bodies.add(text(message.payload())));
            } else if (item.command() instanceof TabletCommand.Accept accept) {
                accept.parcels().stream()
                        .filter(Parcel.Message.class::isInstance)
                        .map(Parcel.Message.class::cast)
                        .forEach(message -> bodies.add(text(message.letter().payload())));
            }
        }
        return bodies;
    }

    private static String text(Bytes payload) {
        return new String(payload.array(), StandardCharsets.UTF_8);
    }

    private void delivered(ResourceId queue, Reply.ReceivedOne one) {
        String body = text(one.payload());
        Rule.Q4_DELETE_IS_FINAL.holds(!gone.contains(body), "what is gone is not given: ", body);
        Rule.Q2_NO_INVENTION.holds(live.contains(body), "only what was sent is given: ", body);
        leases.put(new Keys.InResource(queue, one.sequence()), one.lease());
        long here = one.lease() - one.origin().map(Origin::receivesBefore).orElse(0L);
        Optional.ofNullable(skipsAfter.get(queue))
                .or(() -> Optional.ofNullable(receivesMax.get(queue)))
                .ifPresent(max -> Rule.Q6_COUNTING.holds(
                        here <= max || dropped.size() > 0, "received ", here, " times, at most ", max, ": ", one));
    }

    /** Each message that lives is in one place, and nothing else is in any. */
    private void conserved(Set<String> mayGo) {
        Map<String, List<Object>> places = new HashMap<>();
        tablets.forEach((tablet, rows) -> {
            rows.messages.forEach((key, placed) -> places.computeIfAbsent(placed.body(), any -> new ArrayList<>())
                    .add(key));
            for (Sent sent : rows.outbox) {
                Optional<TabletRows> there = Optional.ofNullable(tablets.get(sent.to()));
                if (there.isEmpty() || !there.get().took(tablet, sent.sequence())) {
                    places.computeIfAbsent(sent.body(), any -> new ArrayList<>())
                            .add(sent);
                }
            }
        });
        places.forEach((body, where) -> {
            Rule.Q4_DELETE_IS_FINAL.holds(!gone.contains(body), "what is gone is nowhere: ", body, " ", where);
            Rule.Q2_NO_INVENTION.holds(live.contains(body), "only what was sent is there: ", body, " ", where);
            Rule.Q10_MOVE_CONSERVATION.holds(where.size() == 1, body, " is in several places: ", where);
        });
        for (String body : List.copyOf(live)) {
            if (!places.containsKey(body)) {
                Rule.Q10_MOVE_CONSERVATION.holds(mayGo.contains(body), body, " is nowhere, and nobody deleted it");
                live.remove(body);
                gone.add(body);
            }
        }
    }

    /** What came into a queue has its identity and its source, or is a new message of a move. */
    private void newlyPlaced(TabletRows after, Optional<TabletRows> before) {
        after.messages.forEach((key, placed) -> {
            if (before.filter(rows -> rows.messages.containsKey(key)).isEmpty()) {
                newlyPlaced(key, placed);
            }
        });
        carried += (int) after.outbox.stream()
                .filter(sent -> before.isEmpty() || before.get().outbox.stream().noneMatch(sent::equals))
                .count();
    }

    private void newlyPlaced(Keys.InResource key, Placed placed) {
        if (!placed.life().isLimited() && placed.origin().flatMap(Origin::death).isEmpty()) {
            endMillis.remove(placed.body());
        }
        if (redrives.newlyPlaced(key, placed)) {
            Origin back = placed.origin().orElseThrow();
            identities.put(placed.body(), Origin.at(back.queue(), back.sequence()));
            return;
        }
        Origin identity = Optional.ofNullable(identities.get(placed.body())).orElseThrow();
        if (placed.origin().isEmpty()) {
            boolean isNew = identity.queue().equals(key.resource()) && identity.sequence() == key.number();
            moved += isNew ? 0 : 1;
            identities.put(placed.body(), Origin.at(key.resource(), key.number()));
            return;
        }
        Origin origin = placed.origin().get();
        Rule.Q6_COUNTING.holds(
                QueueTables.arrived(key.number()) != placed.fifo().isPresent()
                        && origin.queue().equals(identity.queue())
                        && origin.sequence() == identity.sequence(),
                "a dead letter keeps its identity: ",
                origin,
                " ",
                identity);
        if (origin.death().filter(death -> death.cause() == Death.Cause.EXPIRED).isPresent()) {
            expired(placed, origin.death().orElseThrow());
            return;
        }
        if (origin.death().filter(death -> death.cause() == Death.Cause.SKIPPED).isPresent()) {
            skipped++;
            // A receive that it was in came to nothing, and did not fail.
            expiredOnce.add(placed.body());
            Rule.Q6_COUNTING.holds(
                    skips.contains(List.of(origin.queue().value(), origin.sequence())),
                    "only what somebody has skipped dies so: ",
                    placed);
            return;
        }
        boolean justMoved = placed.leases() > 0 && placed.leases() == origin.receivesBefore();
        if (justMoved && !origin.source().equals(Origin.NOBODY)) {
            deadLetters++;
            long max = Math.min(
                    receivesMax.getOrDefault(origin.source(), Integer.MAX_VALUE),
                    skippedAfter.getOrDefault(origin.source(), Integer.MAX_VALUE));
            Rule.Q6_COUNTING.holds(
                    origin.receivesBefore() >= max, "moved after ", origin.receivesBefore(), " of ", max, " receives");
            if (!expiredOnce.contains(placed.body())) {
                story(origin, placed);
            }
        }
    }

    /** A message whose own time was over is a dead letter, and has no end any more. */
    private void expired(Placed placed, Death death) {
        expired++;
        // The receive that a message was in at its end came to nothing, and did not fail.
        expiredOnce.add(placed.body());
        if (endMillis.containsKey(placed.body())) {
            Rule.Q13_EXPIRY.holds(isOver(placed.body(), death.millis()), "it dies at the end of its time: ", placed);
            endMillis.remove(placed.body());
        }
    }

    /** Each of its receives failed once, in their order, and the newest are told. */
    private static void story(Origin origin, Placed placed) {
        Death death = origin.death().orElseThrow(() -> new Rule.BrokenRule(Rule.STORIES, "none is told: " + placed));
        List<Long> receives = death.failed().stream().map(Attempt::receive).toList();
        long told = Math.min(10, placed.leases());
        List<Long> expected = new ArrayList<>();
        for (long receive = placed.leases() - told + 1; receive <= placed.leases(); receive++) {
            expected.add(receive);
        }
        Rule.STORIES.holds(
                death.cause() == Death.Cause.RECEIVES && receives.equals(expected),
                "these receives have failed: ",
                expected,
                ", told are ",
                death);
        for (Attempt attempt : death.failed()) {
            Rule.STORIES.holds(
                    attempt.receivedMillis() <= attempt.endedMillis(), "first it is received, then it fails: ", death);
        }
    }

    /** Dead letters of a FIFO queue are in its dead-letter queue in the groups and the order that they had. */
    private void inOrder(TabletRows after) {
        Map<List<Object>, Long> last = new HashMap<>();
        after.messages.forEach((key, placed) -> placed.fifo().ifPresent(fifo -> {
            Rule.F2_FIRST_IN_ORDER.holds(
                    fifo.group().equals(groups.get(placed.body())), "a message stays in its group: ", placed);
            placed.origin()
                    .filter(origin -> origin.source().equals(origin.queue()))
                    .filter(origin -> origin.death().isEmpty()
                            || origin.death().orElseThrow().cause() != Death.Cause.EXPIRED)
                    .filter(origin -> !redrives.wasTakenBack(placed.body()))
                    .ifPresent(origin -> {
                        List<Object> line = List.of(key.resource(), fifo.group(), origin.source());
                        long before = last.getOrDefault(line, 0L);
                        Rule.F2_FIRST_IN_ORDER.holds(
                                before < origin.sequence(), "a dead letter overtook ", before, ": ", placed);
                        last.put(line, origin.sequence());
                    });
        }));
    }
}
