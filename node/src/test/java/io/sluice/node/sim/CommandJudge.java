package io.sluice.node.sim;

import io.sluice.node.command.GroupChange;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Judges the reply to one command for a queue, and has the model follow it. */
final class CommandJudge {
    static final Reply MISSING = new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");

    private final SortedMap<ResourceId, QueueModel> queues;
    private final long nowMillis;
    private final Coverage coverage;

    CommandJudge(SortedMap<ResourceId, QueueModel> queues, long nowMillis, Coverage coverage) {
        this.coverage = coverage;
        this.queues = queues;
        this.nowMillis = nowMillis;
    }

    void judge(QueueCommand command, Reply reply) {
        QueueModel queue = queues.get(command.queue());
        if (command instanceof QueueCommand.Create create) {
            create(Optional.ofNullable(queue), create, reply);
        } else if (queue == null) {
            Rule.CONTRACT.is(command, reply, MISSING);
        } else if (command instanceof QueueCommand.Configure configure) {
            Rule.CONTRACT.is(command, reply, Reply.Done.DONE);
            change(queue, configure.attributes());
            queue.modifiedMillis = nowMillis;
            if (queue.isFifo()) {
                queue.fifo.delayChanged(nowMillis);
            }
        } else if (command instanceof QueueCommand.Send send) {
            if (queue.isFifo()) {
                new FifoJudge(queue, nowMillis).send(send, reply);
            } else {
                new StandardJudge(queue, nowMillis).send(send, reply);
            }
        } else if (command instanceof QueueCommand.Receive receive) {
            if (queue.isFifo()) {
                new FifoReceiveJudge(queue, nowMillis).judge(receive, reply);
            } else {
                new ReceiveJudge(queue, nowMillis).judge(receive, reply);
            }
        } else if (command instanceof QueueCommand.Delete delete) {
            delete(queue, delete, reply);
        } else if (command instanceof QueueCommand.ChangeVisibility hide) {
            hide(queue, hide, reply);
        } else if (command instanceof QueueCommand.ChangeGroups change) {
            if (queue.isFifo()) {
                new GroupJudge(queue, nowMillis).change(change.change(), reply);
            } else {
                changeTenants(queue, change.change(), reply);
            }
        } else if (command instanceof QueueCommand.SetDelivery set) {
            Rule.CONTRACT.is(command, reply, Reply.Done.DONE);
            set.limits().ifPresent(limits -> queue.limits.set(limits, nowMillis));
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
            Rule.CONTRACT.is(change, reply, done);
            queue.tenants.parked.add(park.group());
        } else if (change instanceof GroupChange.Resume resume) {
            Reply missing = new Reply.Rejected(RejectionCode.GROUP_MISSING, resume.group());
            boolean was = queue.tenants.parked.remove(resume.group());
            Rule.CONTRACT.holds(reply.equals(done) || (!was && reply.equals(missing)), change, " is answered ", reply);
        } else {
            Rule.CONTRACT.is(change, reply, new Reply.Rejected(RejectionCode.NOT_FIFO, ""));
        }
    }

    private void label(QueueModel queue, QueueCommand command, Reply reply) {
        if (command instanceof QueueCommand.Tag tag) {
            SortedMap<String, String> tags = new TreeMap<>(queue.tags);
            tags.putAll(tag.tags());
            if (tags.size() > 50) {
                Rule.CONTRACT.is(command, reply, new Reply.Rejected(RejectionCode.TOO_MANY_TAGS, "50"));
                return;
            }
            queue.tags.putAll(tags);
        } else if (command instanceof QueueCommand.Untag untag) {
            for (String key : untag.keys()) {
                queue.tags.remove(key);
            }
        } else if (command instanceof QueueCommand.ReplacePolicy replace) {
            if (!replace.expected().equals(queue.attributes.getOrDefault("Policy", ""))) {
                Rule.CONTRACT.is(command, reply, new Reply.Rejected(RejectionCode.POLICY_CHANGED, ""));
                return;
            }
            if (replace.replacement().equals(replace.expected())) {
                Rule.CONTRACT.is(command, reply, new Reply.Rejected(RejectionCode.POLICY_UNCHANGED, ""));
                return;
            }
            change(queue, new TreeMap<>(Map.of("Policy", replace.replacement())));
            queue.modifiedMillis = nowMillis;
        }
        Rule.CONTRACT.is(command, reply, Reply.Done.DONE);
    }

    private void create(Optional<QueueModel> existing, QueueCommand.Create create, Reply reply) {
        if (existing.isEmpty()) {
            Rule.CONTRACT.is(create, reply, Reply.Done.DONE);
            QueueModel queue = new QueueModel(create.name(), nowMillis, coverage);
            change(queue, create.attributes());
            queues.put(create.queue(), queue);
            return;
        }
        Optional<String> different = create.attributes().entrySet().stream()
                .filter(one -> !one.getValue().equals(existing.get().attribute(one.getKey())))
                .map(Map.Entry::getKey)
                .findFirst();
        Rule.CONTRACT.is(
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

    private void delete(QueueModel queue, QueueCommand.Delete delete, Reply reply) {
        List<Reply> results = settled(reply, delete.receipts().size());
        LeaseJudge leases = new LeaseJudge(queue, nowMillis);
        for (int i = 0; i < results.size(); i++) {
            QueueCommand.Receipt receipt = delete.receipts().get(i);
            if (delete.strict() && !leases.holds(receipt, results.get(i))) {
                continue;
            }
            if (queue.isFifo()) {
                new FifoJudge(queue, nowMillis).delete(receipt, results.get(i));
            } else {
                new StandardJudge(queue, nowMillis).delete(receipt, results.get(i));
            }
        }
    }

    private void hide(QueueModel queue, QueueCommand.ChangeVisibility hide, Reply reply) {
        List<Reply> results = settled(reply, hide.hidings().size());
        LeaseJudge leases = new LeaseJudge(queue, nowMillis);
        for (int i = 0; i < results.size(); i++) {
            QueueCommand.Hiding hiding = hide.hidings().get(i);
            if (hide.strict() && !leases.holds(hiding.receipt(), results.get(i))) {
                continue;
            }
            if (queue.isFifo()) {
                new FifoJudge(queue, nowMillis).hide(hiding, results.get(i));
            } else {
                new StandardJudge(queue, nowMillis).hide(hiding, results.get(i));
            }
        }
    }

    private static List<Reply> settled(Reply reply, int count) {
        Rule.CONTRACT.holds(
                reply instanceof Reply.Settled settled && settled.receipts().size() == count,
                "one result per receipt: ",
                reply);
        return ((Reply.Settled) reply).receipts();
    }

    private void purge(QueueModel queue, QueueCommand command, Reply reply) {
        if (queue.purgedMillis.filter(last -> nowMillis < last + 60_000).isPresent()) {
            Rule.CONTRACT.is(command, reply, new Reply.Rejected(RejectionCode.PURGE_IN_PROGRESS, queue.name));
        } else {
            Rule.CONTRACT.is(command, reply, Reply.Done.DONE);
            queue.purge(nowMillis);
        }
    }
}
