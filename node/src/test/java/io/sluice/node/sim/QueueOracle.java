package io.sluice.node.sim;

import io.sluice.node.command.Entry;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Outcome;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.sim.QueueModel.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Judges every reply of a tablet of queues, entry by entry in log order, by the contract of Amazon SQS
 * and what the engine promises beside it. Where the contract leaves a choice, such as which visible
 * messages a receive gets, it takes the machine's choice over.
 */
final class QueueOracle implements Judge {
    private static final long REPLY_KEPT_MILLIS = 120_000;
    private static final Reply MISSING = new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");

    private final SortedMap<ResourceId, QueueModel> queues = new TreeMap<>();
    private final Map<RequestId, Kept> kept = new HashMap<>();
    private long nowMillis;

    private record Kept(long millis, Reply reply) {}

    long nowMillis() {
        return nowMillis;
    }

    SortedMap<ResourceId, QueueModel> queues() {
        return queues;
    }

    @Override
    public void applied(Entry entry, Outcome outcome, List<Reply> filled, ReplicaStore rows) {
        applied(entry, outcome, filled);
    }

    /** One entry was applied; filled are its replies as a leader would give them. */
    void applied(Entry entry, Outcome outcome, List<Reply> filled) {
        nowMillis = Math.max(nowMillis, entry.stampMillis());
        Rule.CONTRACT.holds(outcome.replies().size() == entry.items().size(), "one reply per item");
        for (int i = 0; i < entry.items().size(); i++) {
            item(entry.items().get(i), outcome.replies().get(i));
        }
        kept.values().removeIf(one -> one.millis() < nowMillis - REPLY_KEPT_MILLIS);
        for (int i = 0; i < entry.items().size(); i++) {
            if (entry.items().get(i).command() instanceof QueueCommand.Receive receive
                    && outcome.replies().get(i) instanceof Reply.Received raw) {
                filled(receive.queue(), raw, filled.get(i));
            }
        }
        hints(entry, outcome.effects());
    }

    private void item(Entry.Item item, Reply reply) {
        Kept first = kept.get(item.requestId());
        if (first != null) {
            Rule.REPLAY.holds(reply.equals(first.reply()), item, " was answered ", first.reply(), ", and now ", reply);
            return;
        }
        if (item.command() instanceof TabletCommand tablet) {
            tablet(tablet, reply);
        } else if (item.command() instanceof QueueCommand queue) {
            queue(queue, reply);
        }
        boolean nothingDone = reply instanceof Reply.Rejected
                || (reply instanceof Reply.Received received
                        && received.messages().isEmpty());
        if (!item.requestId().equals(RequestId.NONE) && !nothingDone) {
            kept.put(item.requestId(), new Kept(nowMillis, reply));
        }
    }

    private void tablet(TabletCommand command, Reply reply) {
        is(command, reply, Reply.Done.DONE);
        if (command instanceof TabletCommand.DropResource drop) {
            queues.remove(drop.resource());
        } else if (command instanceof TabletCommand.Sweep sweep) {
            Optional.ofNullable(queues.get(sweep.resource())).ifPresent(queue -> {
                queue.expire(nowMillis);
                queue.ordered &= queue.settle(nowMillis);
            });
        }
    }

    private void queue(QueueCommand command, Reply reply) {
        QueueModel queue = queues.get(command.queue());
        if (command instanceof QueueCommand.Create create) {
            create(Optional.ofNullable(queue), create, reply);
        } else if (queue == null) {
            is(command, reply, MISSING);
        } else if (command instanceof QueueCommand.Configure configure) {
            is(command, reply, Reply.Done.DONE);
            change(queue, configure.attributes());
            queue.modifiedMillis = nowMillis;
            if (queue.isFifo()) {
                queue.fifo.delayChanged(nowMillis);
            }
        } else if (command instanceof QueueCommand.Send send) {
            if (queue.isFifo()) {
                new FifoJudge(queue, nowMillis).send(send, reply);
            } else {
                send(queue, send, reply);
            }
        } else if (command instanceof QueueCommand.Receive receive) {
            if (queue.isFifo()) {
                new FifoJudge(queue, nowMillis).receive(receive, reply);
            } else {
                new ReceiveJudge(queue, nowMillis).judge(receive, reply);
            }
        } else if (command instanceof QueueCommand.Delete delete) {
            delete(queue, delete, reply);
        } else if (command instanceof QueueCommand.ChangeVisibility hide) {
            Rule.CONTRACT.holds(
                    reply instanceof Reply.Settled settled
                            && settled.receipts().size() == hide.hidings().size(),
                    "one result per receipt: ",
                    reply);
            LeaseJudge leases = new LeaseJudge(queue, nowMillis);
            for (int i = 0; i < hide.hidings().size(); i++) {
                Reply result = ((Reply.Settled) reply).receipts().get(i);
                if (!hide.strict() || leases.holds(hide.hidings().get(i).receipt(), result)) {
                    hide(queue, hide.hidings().get(i), result);
                }
            }
        } else if (command instanceof QueueCommand.ChangeGroups change) {
            if (queue.isFifo()) {
                new GroupJudge(queue, nowMillis).change(change.change(), reply);
            } else {
                changeTenants(queue, change.change(), reply);
            }
        } else if (command instanceof QueueCommand.SetDelivery set) {
            is(command, reply, Reply.Done.DONE);
            set.limits().ifPresent(limits -> queue.tenants.limit(limits, nowMillis));
            queue.delivery.set(set, nowMillis);
        } else if (command instanceof QueueCommand.Purge) {
            purge(queue, command, reply);
        } else {
            label(queue, command, reply);
        }
    }

    /** Whether somebody who is not parked is there is known to the machine only: a rate may be remembered of him. */
    private static void changeTenants(QueueModel queue, GroupChange change, Reply reply) {
        Reply done = new Reply.GroupChanged(0, Optional.empty());
        if (change instanceof GroupChange.Park park) {
            is(change, reply, done);
            queue.tenants.parked.add(park.group());
        } else if (change instanceof GroupChange.Resume resume) {
            Reply missing = new Reply.Rejected(RejectionCode.GROUP_MISSING, resume.group());
            boolean was = queue.tenants.parked.remove(resume.group());
            Rule.CONTRACT.holds(reply.equals(done) || (!was && reply.equals(missing)), change, " is answered ", reply);
        } else {
            is(change, reply, new Reply.Rejected(RejectionCode.NOT_FIFO, ""));
        }
    }

    private void label(QueueModel queue, QueueCommand command, Reply reply) {
        if (command instanceof QueueCommand.Tag tag) {
            SortedMap<String, String> tags = new TreeMap<>(queue.tags);
            tags.putAll(tag.tags());
            if (tags.size() > 50) {
                is(command, reply, new Reply.Rejected(RejectionCode.TOO_MANY_TAGS, "50"));
                return;
            }
            queue.tags.putAll(tags);
        } else if (command instanceof QueueCommand.Untag untag) {
            for (String key : untag.keys()) {
                queue.tags.remove(key);
            }
        } else if (command instanceof QueueCommand.ReplacePolicy replace) {
            if (!replace.expected().equals(queue.attributes.getOrDefault("Policy", ""))) {
                is(command, reply, new Reply.Rejected(RejectionCode.POLICY_CHANGED, ""));
                return;
            }
            if (replace.replacement().equals(replace.expected())) {
                is(command, reply, new Reply.Rejected(RejectionCode.POLICY_UNCHANGED, ""));
                return;
            }
            change(queue, new TreeMap<>(Map.of("Policy", replace.replacement())));
            queue.modifiedMillis = nowMillis;
        }
        is(command, reply, Reply.Done.DONE);
    }

    private void create(Optional<QueueModel> existing, QueueCommand.Create create, Reply reply) {
        if (existing.isEmpty()) {
            is(create, reply, Reply.Done.DONE);
            QueueModel queue = new QueueModel(create.name(), nowMillis);
            change(queue, create.attributes());
            queues.put(create.queue(), queue);
            return;
        }
        Optional<String> different = create.attributes().entrySet().stream()
                .filter(one -> !one.getValue().equals(existing.get().attribute(one.getKey())))
                .map(Map.Entry::getKey)
                .findFirst();
        is(
                create,
                reply,
                different
                        .<Reply>map(name -> new Reply.Rejected(RejectionCode.ATTRIBUTES_DIFFER, name))
                        .orElse(Reply.Done.DONE));
    }

    private static void change(QueueModel queue, SortedMap<String, String> given) {
        queue.attributes.putAll(given);
        queue.attributes.values().removeIf(String::isEmpty);
    }

    private void send(QueueModel queue, QueueCommand.Send send, Reply reply) {
        Rule.CONTRACT.holds(
                reply instanceof Reply.Sent sent
                        && sent.messages().size() == send.messages().size(),
                "one result per message: ",
                reply);
        for (int i = 0; i < send.messages().size(); i++) {
            QueueCommand.Outgoing message = send.messages().get(i);
            Reply result = ((Reply.Sent) reply).messages().get(i);
            if (queue.keys.judge(message, result, nowMillis)) {
                continue;
            }
            if (message.sizeBytes() > queue.sizeBytesMax()) {
                is(send, result, new Reply.Rejected(RejectionCode.MESSAGE_TOO_LONG, "" + queue.sizeBytesMax()));
            } else if (message.priority() != 4
                    && !queue.attribute("MessagePriorities").equals("true")) {
                is(send, result, new Reply.Rejected(RejectionCode.NO_PRIORITIES, ""));
            } else if (!queue.livesTooLong(message, result)) {
                Rule.CONTRACT.holds(result instanceof Reply.SentOne, "a message of allowed size is sent: ", result);
                Message sent = new Message(
                        ((Reply.SentOne) result).sequence(),
                        nowMillis,
                        message.payload(),
                        nowMillis + message.delayMillis().orElse(queue.delayMillis()));
                message.ttlMillis().ifPresent(millis -> sent.endMillis = nowMillis + millis);
                sent.tenant = message.groupId();
                sent.priority = message.priority();
                queue.send(sent);
                queue.keys.sent(message, ((Reply.SentOne) result).sequence(), nowMillis);
                if (!sent.isPlain() && sent.visible(nowMillis)) {
                    queue.giveBack(sent);
                }
            }
        }
    }

    private void delete(QueueModel queue, QueueCommand.Delete delete, Reply reply) {
        Rule.CONTRACT.holds(
                reply instanceof Reply.Settled settled
                        && settled.receipts().size() == delete.receipts().size(),
                "one result per receipt: ",
                reply);
        List<Reply> results = ((Reply.Settled) reply).receipts();
        LeaseJudge leases = new LeaseJudge(queue, nowMillis);
        if (queue.isFifo()) {
            FifoJudge judge = new FifoJudge(queue, nowMillis);
            for (int i = 0; i < results.size(); i++) {
                if (!delete.strict() || leases.holds(delete.receipts().get(i), results.get(i))) {
                    judge.delete(delete.receipts().get(i), results.get(i));
                }
            }
            return;
        }
        for (int i = 0; i < results.size(); i++) {
            QueueCommand.Receipt receipt = delete.receipts().get(i);
            if (delete.strict() && !leases.holds(receipt, results.get(i))) {
                continue;
            }
            is(delete, results.get(i), Reply.Done.DONE);
            Message message = queue.messages.get(receipt.sequence());
            if (message != null && message.receives == receipt.lease()) {
                queue.leave(message, "deleted", nowMillis);
            }
        }
    }

    private void hide(QueueModel queue, QueueCommand.Hiding hiding, Reply result) {
        if (queue.isFifo()) {
            new FifoJudge(queue, nowMillis).hide(hiding, result);
            return;
        }
        Reply gone = new Reply.Rejected(RejectionCode.MESSAGE_GONE, "");
        Message message = queue.messages.get(hiding.receipt().sequence());
        if (queue.maybeLeft(hiding.receipt().sequence())) {
            return;
        }
        if (message == null || message.receives < hiding.receipt().lease()) {
            is(hiding, result, gone);
            return;
        }
        if (queue.maybeGone(message, nowMillis)) {
            if (result.equals(gone)) {
                queue.leave(message, "expired unseen", nowMillis);
                return;
            }
            message.doubtful = false;
        }
        long untilMillis = nowMillis + hiding.visibilityMillis();
        if (untilMillis > message.lastReceivedMillis + 12 * 3_600_000) {
            is(hiding, result, new Reply.Rejected(RejectionCode.HIDDEN_TOO_LONG, "43200"));
        } else {
            is(hiding, result, Reply.Done.DONE);
            message.visibleMillis = untilMillis;
            message.hidden = true;
            message.returnNumber = 0;
            if (untilMillis == nowMillis) {
                queue.giveBack(message);
            }
        }
    }

    private void purge(QueueModel queue, QueueCommand command, Reply reply) {
        if (queue.purgedMillis.filter(last -> nowMillis < last + 60_000).isPresent()) {
            is(command, reply, new Reply.Rejected(RejectionCode.PURGE_IN_PROGRESS, queue.name));
        } else {
            is(command, reply, Reply.Done.DONE);
            queue.purge(nowMillis);
        }
    }

    /** The leader's answer has what was sent, and leaves out only what is no more. */
    private void filled(ResourceId id, Reply.Received raw, Reply answer) {
        Rule.CONTRACT.holds(answer instanceof Reply.Received, "a receive is filled as one: ", answer);
        Map<Long, Reply.ReceivedOne> answered = new HashMap<>();
        ((Reply.Received) answer).messages().forEach(one -> answered.put(one.sequence(), one));
        Optional<QueueModel> queue = Optional.ofNullable(queues.get(id));
        for (Reply.ReceivedOne one : raw.messages()) {
            Optional<Message> message = queue.flatMap(is -> Optional.ofNullable(is.messages.get(one.sequence())));
            Optional<Reply.ReceivedOne> found = Optional.ofNullable(answered.remove(one.sequence()));
            if (message.isEmpty()) {
                Rule.Q4_DELETE_IS_FINAL.holds(found.isEmpty(), "what is gone is not given: ", found);
            } else if (found.isEmpty()) {
                Rule.Q1_NO_LOSS.holds(
                        queue.orElseThrow().maybeGone(message.get(), nowMillis), "what is leased is given: ", one);
            } else {
                Rule.Q2_NO_INVENTION.holds(
                        found.get().payload().equals(message.get().payload)
                                && found.get().sentMillis() == message.get().sentMillis,
                        "what was sent is given: ",
                        found);
            }
        }
        Rule.Q2_NO_INVENTION.holds(answered.isEmpty(), "only what is leased is given: ", answered);
    }

    private void hints(Entry entry, List<Effect> effects) {
        Map<ResourceId, Effect> byQueue = new HashMap<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Level level) {
                byQueue.put(level.resource(), level);
            } else if (effect instanceof Effect.Gone gone) {
                byQueue.put(gone.resource(), gone);
            }
        }
        byQueue.forEach((id, effect) -> {
            if (effect instanceof Effect.Level level) {
                level(level, nowMillis);
            } else {
                Rule.CONTRACT.holds(!queues.containsKey(id), "what is said to be gone is gone: ", id);
            }
        });
        for (Entry.Item item : entry.items()) {
            if (item.command() instanceof TabletCommand.DropResource drop && byQueue.containsKey(drop.resource())) {
                Rule.CONTRACT.holds(
                        queues.containsKey(drop.resource()) || byQueue.get(drop.resource()) instanceof Effect.Gone,
                        "polls of a dropped queue are told");
            }
        }
    }

    /** A poll that is parked on this word must not miss anything, and must not be woken for nothing. */
    @Override
    public void level(Effect.Level level, long clockMillis) {
        QueueModel queue = Optional.ofNullable(queues.get(level.resource()))
                .orElseThrow(() -> new Rule.BrokenRule(Rule.CONTRACT, "there is such a queue: " + level));
        QueueModel.Range available = queue.available(nowMillis);
        // Leases that have run out count until the next receive settles them: then the alarm is due.
        QueueModel.Range leased = queue.count(nowMillis, message -> message.inFlight(nowMillis));
        boolean atLimit = level.limited() || (queue.isFifo() && leased.most() >= queue.inFlightMax());
        long atMillis = Math.max(nowMillis, clockMillis);
        QueueModel.Range allowed = queue.delivery.allowed(leased, atMillis);
        boolean held = allowed.least() == 0 && level.dueMillis() <= queue.delivery.nextMillis(leased, atMillis);
        Rule.DELIVERY.holds(level.visible() <= allowed.most(), "more is promised than is allowed: ", level);
        Rule.Q7_TIME.holds(
                available.least() == 0 || level.visible() > 0 || atLimit || held || level.dueMillis() <= nowMillis,
                "something is visible and nobody is told: ",
                level);
        Rule.Q8_CONSERVATION.holds(level.visible() <= available.most(), "more is promised than there is: ", level);
        Rule.CONTRACT.holds(
                !level.limited() || leased.most() >= queue.inFlightMax() || level.dueMillis() <= nowMillis,
                "limited is what is at its limit: ",
                level);
        for (Message message : queue.messages.values()) {
            long nextMillis = message.visible(nowMillis) ? Long.MAX_VALUE : message.visibleMillis;
            long expiryMillis = Math.min(
                    message.endMillis, message.sentMillis + queue.retentionMillis() + QueueModel.EXPIRY_LATE_MILLIS);
            Rule.Q7_TIME.holds(
                    queue.maybeGone(message, nowMillis) || level.dueMillis() <= Math.min(nextMillis, expiryMillis),
                    "the alarm is too late for ",
                    message.sequence,
                    ": ",
                    level);
        }
        Rule.CONTRACT.holds(level.waitMillis() == queue.waitMillis(), "polls wait as configured: ", level);
    }

    @Override
    public void asked(Query query, Reply reply, long clockMillis) {
        long atMillis = Math.max(nowMillis, clockMillis);
        if (query instanceof Query.DescribeQueue describe) {
            QueueModel queue = queues.get(describe.queue());
            if (queue == null) {
                is(query, reply, MISSING);
            } else {
                described(queue, (Reply.QueueDescribed) reply, atMillis);
            }
        } else if (query instanceof Query.ListTags list) {
            Reply expected = Optional.ofNullable(queues.get(list.queue()))
                    .<Reply>map(queue -> new Reply.Tags(queue.tags))
                    .orElse(MISSING);
            is(query, reply, expected);
        } else if (query instanceof Query.Peek peek && reply instanceof Reply.Readiness readiness) {
            Optional.ofNullable(queues.get(peek.resource()))
                    .ifPresentOrElse(
                            queue -> peeked(queue, readiness, atMillis),
                            () -> Rule.CONTRACT.holds(!readiness.exists(), "there is no such queue: ", peek));
        }
    }

    private static void described(QueueModel queue, Reply.QueueDescribed reply, long atMillis) {
        boolean exact = queue.visible(atMillis).contains(reply.visible())
                && queue.count(atMillis, one -> one.inFlight(atMillis)).contains(reply.inFlight())
                && queue.count(atMillis, one -> one.delayed(atMillis)).contains(reply.delayed());
        Rule.Q8_CONSERVATION.holds(exact, "counts are exact: ", reply, " at ", atMillis);
        Rule.CONTRACT.holds(
                reply.attributes().equals(queue.attributes)
                        && reply.name().equals(queue.name)
                        && reply.createdMillis() == queue.createdMillis
                        && reply.modifiedMillis() == queue.modifiedMillis,
                "attributes are as given: ",
                reply);
        boolean certain = queue.leftovers == 0
                && queue.messages.values().stream().noneMatch(one -> queue.maybeGone(one, atMillis));
        long oldestMillis = queue.messages.values().stream()
                .mapToLong(one -> one.sentMillis)
                .min()
                .orElse(0);
        Rule.Q8_CONSERVATION.holds(!certain || reply.oldestMillis() == oldestMillis, "the oldest is: ", oldestMillis);
    }

    private static void peeked(QueueModel queue, Reply.Readiness reply, long atMillis) {
        QueueModel.Range visible = queue.visible(atMillis);
        Rule.Q7_TIME.holds(
                reply.exists()
                        && (reply.ready()
                                ? visible.most() > 0 || queue.tenants.limited
                                : !queue.delivery.isFree()
                                        || queue.available(atMillis).least() == 0),
                "ready is what is visible: ",
                reply);
        boolean certain = queue.leftovers == 0
                && queue.delivery.isFree()
                && !queue.tenants.limited
                && queue.messages.values().stream().noneMatch(one -> queue.maybeGone(one, atMillis));
        long nextMillis = queue.messages.values().stream()
                .mapToLong(one -> one.visibleMillis)
                .filter(millis -> millis > atMillis)
                .min()
                .orElse(Long.MAX_VALUE);
        Rule.Q7_TIME.holds(reply.ready() || !certain || reply.nextDueMillis() == nextMillis, "next is at ", nextMillis);
        Rule.CONTRACT.holds(reply.waitMillis() == queue.waitMillis(), "polls wait as configured: ", reply);
    }

    private static void is(Object command, Reply reply, Reply expected) {
        Rule.CONTRACT.holds(reply.equals(expected), command, " is answered ", expected, ", not ", reply);
    }
}
