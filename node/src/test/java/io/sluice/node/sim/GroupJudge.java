package io.sluice.node.sim;

import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.Origin;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.sim.GroupModel.Parked;
import java.util.List;
import java.util.Optional;

/** Judges what is done by hand to the message groups of a FIFO queue. Queues of the simulation have no dead letters. */
final class GroupJudge {
    private static final Reply DONE = new Reply.GroupChanged(0, Optional.empty());
    private static final Reply NO_DEAD_LETTERS = new Reply.Rejected(RejectionCode.NO_DEAD_LETTERS, "");

    private final QueueModel queue;
    private final long nowMillis;

    GroupJudge(QueueModel queue, long nowMillis) {
        this.queue = queue;
        this.nowMillis = nowMillis;
    }

    void change(GroupChange change, Reply reply) {
        queue.expire(nowMillis);
        if (change instanceof GroupChange.SetPolicy set) {
            boolean nowhere = set.policy().action() == GroupPolicy.Action.SKIP;
            Rule.CONTRACT.is(change, reply, nowhere ? NO_DEAD_LETTERS : DONE);
            queue.fifo.groups.policy = nowhere ? queue.fifo.groups.policy : set.policy();
        } else if (change instanceof GroupChange.Park park) {
            if (exists(park.group(), reply)) {
                Rule.CONTRACT.is(change, reply, DONE);
                queue.fifo.groups.park(park.group(), Parked.YES);
            }
        } else if (change instanceof GroupChange.Resume resume) {
            if (exists(resume.group(), reply)) {
                Rule.CONTRACT.is(change, reply, DONE);
                queue.fifo.groups.resume(resume.group(), nowMillis);
            }
        } else if (change instanceof GroupChange.Skip skip) {
            skip(skip, reply);
        } else if (change instanceof GroupChange.Release release) {
            release(release.receipt(), reply);
        }
    }

    /** Whether the group has messages, as the reply says, which must be possible. */
    private boolean exists(String group, Reply reply) {
        List<Message> messages = of(group);
        if (!reply.equals(new Reply.Rejected(RejectionCode.GROUP_MISSING, group))) {
            Rule.CONTRACT.holds(
                    !messages.isEmpty() || queue.leftovers > 0, "a group without messages is missing: ", group);
            return true;
        }
        messages.forEach(message -> {
            Rule.CONTRACT.holds(queue.maybeGone(message, nowMillis), "the group has ", message.sequence);
            queue.remove(message.sequence, Fate.EXPIRED_UNSEEN);
        });
        return false;
    }

    private List<Message> of(String group) {
        return queue.messages.values().stream()
                .filter(message -> message.group.equals(group))
                .toList();
    }

    private void skip(GroupChange.Skip skip, Reply reply) {
        List<Message> there = of(skip.group()).stream()
                .filter(message -> !message.delayed(nowMillis))
                .toList();
        if (reply.equals(new Reply.Rejected(RejectionCode.GROUP_MISSING, skip.group()))) {
            there.forEach(message -> {
                Rule.CONTRACT.holds(queue.maybeGone(message, nowMillis), "first is ", message.sequence);
                queue.remove(message.sequence, Fate.EXPIRED_UNSEEN);
            });
            return;
        }
        if (!skip.discard()) {
            Rule.CONTRACT.is(skip, reply, NO_DEAD_LETTERS);
            return;
        }
        long sequence = reply instanceof Reply.GroupChanged changed
                ? changed.skipped().map(Origin::sequence).orElse(0L)
                : 0;
        if (queue.maybeLeft(sequence)) {
            return;
        }
        for (Message message : there) {
            if (message.sequence == sequence) {
                queue.remove(sequence, Fate.DELETED);
                return;
            }
            Rule.F2_FIRST_IN_ORDER.holds(queue.maybeGone(message, nowMillis), "skipped, but not the first: ", reply);
            queue.remove(message.sequence, Fate.EXPIRED_UNSEEN);
        }
        throw new Rule.BrokenRule(Rule.CONTRACT, "skipped what is not there: " + reply);
    }

    private void release(Receipt receipt, Reply reply) {
        Message first = queue.messages.get(receipt.sequence());
        boolean saysGone = reply.equals(new Reply.Rejected(RejectionCode.MESSAGE_GONE, ""));
        if (queue.maybeLeft(receipt.sequence())) {
            return;
        }
        if (first == null) {
            Rule.CONTRACT.holds(saysGone, "what is gone is not released: ", reply);
            return;
        }
        if (saysGone) {
            Rule.CONTRACT.holds(queue.maybeGone(first, nowMillis), "said to be gone: ", first.sequence);
            queue.remove(first.sequence, Fate.EXPIRED_UNSEEN);
            return;
        }
        first.doubtful = false;
        if (first.receives != receipt.lease() || !first.inFlight(nowMillis)) {
            Rule.Q5_FENCING.is(receipt, reply, new Reply.Rejected(RejectionCode.RECEIPT_EXPIRED, ""));
            queue.touched.fenced.add(receipt.sequence());
            return;
        }
        List<Message> batch = queue.messages.tailMap(first.sequence).values().stream()
                .filter(message -> message.group.equals(first.group)
                        && message.inFlight(nowMillis)
                        && message.lastReceivedMillis == first.lastReceivedMillis)
                .toList();
        long certain = batch.stream()
                .filter(message -> message == first || !queue.maybeGone(message, nowMillis))
                .count();
        Rule.F9_RELEASE.holds(
                reply instanceof Reply.GroupChanged changed
                        && changed.messages() >= certain
                        && (changed.messages() <= batch.size() || queue.fifo.isMuch()),
                "released are ",
                certain,
                " to ",
                batch.size(),
                ": ",
                reply);
        for (Message message : batch) {
            message.visibleMillis = nowMillis;
            queue.touched.released.add(message.sequence);
        }
    }
}
