package io.sluice.node.machine.queue;

import io.sluice.node.command.Death;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.Origin;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.FifoEntryRow;
import io.sluice.node.state.queue.FifoEntryRow.State;
import io.sluice.node.state.queue.FifoTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is done by hand to the message groups of a FIFO queue (ADR 0032); AWS has nothing like it. */
final class GroupChanges {
    private final FifoQueue queue;
    private final Turn turn;

    private GroupChanges(FifoQueue queue, Turn turn) {
        this.queue = queue;
        this.turn = turn;
    }

    /** Makes the change, after everything that is due. */
    static Reply make(GroupChange change, FifoQueue queue, Turn turn) {
        queue.settle();
        GroupChanges changes = new GroupChanges(queue, turn);
        if (change instanceof GroupChange.SetPolicy set) {
            return changes.setPolicy(set.policy());
        }
        if (change instanceof GroupChange.Release release) {
            return changes.release(release.receipt());
        }
        String name = change instanceof GroupChange.Park park
                ? park.group()
                : change instanceof GroupChange.Resume resume ? resume.group() : ((GroupChange.Skip) change).group();
        Optional<FifoGroup> group = queue.groups().existing(name);
        if (group.isEmpty()) {
            return new Reply.Rejected(RejectionCode.GROUP_MISSING, name);
        }
        if (change instanceof GroupChange.Skip skip) {
            return changes.skip(group.get(), skip.discard());
        }
        if (change instanceof GroupChange.Park) {
            group.get().parkedMillis = group.get().parkedMillis == 0 ? turn.nowMillis() : group.get().parkedMillis;
        } else {
            changes.resume(group.get());
        }
        return changed(0);
    }

    private Reply setPolicy(GroupPolicy policy) {
        boolean nowhere =
                policy.action() == GroupPolicy.Action.SKIP && !deadLetters().isPossible();
        if (nowhere) {
            return new Reply.Rejected(RejectionCode.NO_DEAD_LETTERS, "");
        }
        queue.ledger().policy = policy;
        return changed(0);
    }

    /** What made the group stop has, we hope, been mended: its first message is tried again as often as before. */
    private void resume(FifoGroup group) {
        if (group.parkedMillis == 0) {
            return;
        }
        group.parkedMillis = 0;
        group.forgiven = group.first();
        group.forgivenLeases =
                queue.messages().get(group.forgiven).map(FifoEntryRow::leases).orElse(0L);
    }

    private Reply skip(FifoGroup group, boolean discard) {
        long sequence = group.first();
        Optional<FifoEntryRow> row = queue.messages().get(sequence);
        if (row.isEmpty()) {
            return new Reply.Rejected(RejectionCode.GROUP_MISSING, group.name);
        }
        FifoDepartures departures = new FifoDepartures(queue, turn.tx());
        Origin origin = departures.origin(sequence);
        if (discard) {
            queue.messages().remove(sequence, row.get());
            Traces.discarded(sequence, queue.ledger().base, turn);
        } else {
            DeadLetters deadLetters = deadLetters();
            if (!deadLetters.isPossible()) {
                return new Reply.Rejected(RejectionCode.NO_DEAD_LETTERS, "");
            }
            deadLetters.move(departures.take(sequence, row.get()), Death.Cause.SKIPPED);
        }
        return new Reply.GroupChanged(1, Optional.of(origin));
    }

    private DeadLetters deadLetters() {
        return new DeadLetters(queue.ledger().base, turn);
    }

    /** Of the messages in flight after this one those of the same receive: they have its time. */
    private Reply release(Receipt receipt) {
        Optional<FifoEntryRow> first = queue.messages().get(receipt.sequence());
        if (first.isEmpty()) {
            return new Reply.Rejected(RejectionCode.MESSAGE_GONE, "");
        }
        if (!queue.messages().holds(first.get(), receipt.lease())) {
            return new Reply.Rejected(RejectionCode.RECEIPT_EXPIRED, "");
        }
        List<Long> sequences = new ArrayList<>();
        long line = FifoTables.line(first.get().group(), State.LEASED);
        turn.tx()
                .scan(
                        FifoTables.LINES,
                        new Keys.InLine(queue.ledger().queue(), line, receipt.sequence()),
                        new Keys.InLine(queue.ledger().queue(), line + 1, 0),
                        (key, mark) -> {
                            sequences.add(key.number());
                            return sequences.size() < Limits.SETTLED_PER_TURN_MAX;
                        });
        long released = 0;
        for (long sequence : sequences) {
            FifoEntryRow row = queue.messages().get(sequence).orElseThrow();
            if (row.lastReceivedMillis() == first.get().lastReceivedMillis()) {
                queue.messages().extend(sequence, row, turn.nowMillis(), "");
                Traces.released(sequence, row.leases(), queue.ledger().base, turn);
                released++;
            }
        }
        return changed(released);
    }

    private static Reply changed(long messages) {
        return new Reply.GroupChanged(messages, Optional.empty());
    }
}
