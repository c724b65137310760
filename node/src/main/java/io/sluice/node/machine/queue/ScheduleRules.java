package io.sluice.node.machine.queue;

import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.Recurrence;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ScheduleCommand;
import io.sluice.node.command.ScheduleCommand.Following;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.ScheduleRow;
import io.sluice.node.state.queue.ScheduleTables;
import io.sluice.node.state.queue.ScheduledMessageRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules of schedules. A schedule that is due by log time sends in the turn that deals with its due
 * time, which moves it on or ends it in the same turn: so each due time sends once, whoever proposes how
 * often (ADR 0060).
 */
public final class ScheduleRules implements ScheduleCommand.Rules<Turn, Reply> {
    @Override
    public Reply schedule(ScheduleCommand.Schedule command, Turn turn) {
        Optional<QueueLedger> ledger = QueueLedger.of(turn, command.queue());
        if (ledger.isEmpty()) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        if (command.message().key().isEmpty()) {
            return add(command, ledger.get().settings, turn);
        }
        SendKeys keys = new SendKeys(ledger.get(), turn.tx(), turn.nowMillis());
        Reply reply = keys.once(command.message().key(), () -> add(command, ledger.get().settings, turn));
        keys.save();
        ledger.get().store(turn.tx());
        turn.level(QueueMachine.level(turn.tx(), ledger.get(), turn.nowMillis()));
        return reply;
    }

    private static Reply add(ScheduleCommand.Schedule command, QueueSettings settings, Turn turn) {
        ScheduleBook book = ScheduleBook.of(command.queue(), turn.tx());
        Optional<Reply> refusal = refusal(command, settings, book, turn);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Outgoing message = command.message();
        ScheduleRow row = new ScheduleRow(
                book.nextNumber(),
                command.dueMillis(),
                command.recurrence(),
                0,
                turn.nowMillis(),
                message.sizeBytes(),
                message.groupId(),
                message.priority());
        book.add(
                command.id(),
                row,
                new ScheduledMessageRow(message.payload(), message.deduplicationId(), message.ttlMillis()));
        book.close(turn);
        return new Reply.Scheduled(command.id(), command.dueMillis());
    }

    private static Optional<Reply> refusal(
            ScheduleCommand.Schedule command, QueueSettings settings, ScheduleBook book, Turn turn) {
        if (settings.isFifo() && command.message().groupId().isEmpty()) {
            return Optional.of(new Reply.Rejected(RejectionCode.GROUP_REQUIRED, ""));
        }
        if (command.message().sizeBytes() > settings.sizeBytesMax()) {
            return Optional.of(
                    new Reply.Rejected(RejectionCode.MESSAGE_TOO_LONG, Long.toString(settings.sizeBytesMax())));
        }
        Optional<Reply> lifetime =
                StandardSends.lifetimeProblem(command.message().ttlMillis(), settings);
        if (lifetime.isPresent()) {
            return lifetime;
        }
        if (!settings.knows(command.message().priority())) {
            return Optional.of(new Reply.Rejected(RejectionCode.NO_PRIORITIES, ""));
        }
        if (tooFar(command.dueMillis(), turn)) {
            return Optional.of(new Reply.Rejected(RejectionCode.SCHEDULED_TOO_FAR, ""));
        }
        if (book.get(command.id()).isPresent()) {
            return Optional.of(new Reply.Rejected(RejectionCode.SCHEDULE_EXISTS, command.id()));
        }
        return book.count() >= Limits.SCHEDULES_MAX
                ? Optional.of(new Reply.Rejected(RejectionCode.SCHEDULES_FULL, ""))
                : Optional.empty();
    }

    private static boolean tooFar(long dueMillis, Turn turn) {
        return dueMillis > turn.nowMillis() + Limits.SCHEDULE_AHEAD_MILLIS_MAX;
    }

    @Override
    public Reply cancel(ScheduleCommand.Cancel command, Turn turn) {
        if (QueueLedger.of(turn, command.queue()).isEmpty()) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        ScheduleBook book = ScheduleBook.of(command.queue(), turn.tx());
        Optional<ScheduleRow> row = book.get(command.id());
        if (row.isEmpty()) {
            return new Reply.Rejected(RejectionCode.SCHEDULE_MISSING, command.id());
        }
        book.remove(command.id(), row.get());
        book.close(turn);
        return Reply.Done.DONE;
    }

    @Override
    public Reply reschedule(ScheduleCommand.Reschedule command, Turn turn) {
        if (QueueLedger.of(turn, command.queue()).isEmpty()) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        ScheduleBook book = ScheduleBook.of(command.queue(), turn.tx());
        Optional<ScheduleRow> row = book.get(command.id());
        if (row.isEmpty()) {
            return new Reply.Rejected(RejectionCode.SCHEDULE_MISSING, command.id());
        }
        if (tooFar(command.dueMillis(), turn)) {
            return new Reply.Rejected(RejectionCode.SCHEDULED_TOO_FAR, "");
        }
        ScheduleRow moved = command.recurrence()
                .map(rule -> row.get().by(rule, command.dueMillis()))
                .orElseGet(() -> row.get().next(command.dueMillis(), row.get().runs()));
        book.move(command.id(), row.get(), moved);
        book.close(turn);
        return new Reply.Scheduled(command.id(), command.dueMillis());
    }

    @Override
    public Reply run(ScheduleCommand.Run command, Turn turn) {
        Optional<QueueLedger> ledger = QueueLedger.of(turn, command.queue());
        if (ledger.isEmpty()) {
            // Whoever asks has missed the end of the queue.
            turn.scheduled(command.queue(), Long.MAX_VALUE);
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        ScheduleBook book = ScheduleBook.of(command.queue(), turn.tx());
        List<String> due = pass(command, book, turn);
        SortedMap<Long, Following> following = new TreeMap<>();
        command.following().forEach(one -> following.put(one.schedule(), one));
        ScheduledSends sends = new ScheduledSends(ledger.get(), turn);
        Run run = new Run(book, sends, Math.min(command.asOfMillis(), turn.nowMillis()));
        due.forEach(id -> run.take(id, following));
        sends.close();
        book.close(turn);
        return new Reply.Ran(run.taken);
    }

    /** The ids of what is due, a bounded number in order of due time; moves the floor behind them. */
    private static List<String> pass(ScheduleCommand.Run command, ScheduleBook book, Turn turn) {
        List<String> due = new ArrayList<>();
        long[] floor = {Long.MAX_VALUE};
        if (book.dueFloorMillis() > turn.nowMillis()) {
            return due;
        }
        turn.tx()
                .scan(
                        ScheduleTables.DUE,
                        new Keys.Due(command.queue(), book.dueFloorMillis(), 0),
                        new Keys.Due(command.queue(), Long.MAX_VALUE, 0),
                        (key, row) -> {
                            if (key.dueMillis() > turn.nowMillis() || due.size() == Limits.SCHEDULED_PER_TURN_MAX) {
                                floor[0] = key.dueMillis();
                                return false;
                            }
                            due.add(row.id());
                            return true;
                        });
        book.passed(floor[0]);
        return due;
    }

    /** One turn's runs. */
    private static final class Run {
        private final ScheduleBook book;
        private final ScheduledSends sends;
        private final long asOfMillis;
        private long bytes;
        private long taken;

        Run(ScheduleBook book, ScheduledSends sends, long asOfMillis) {
            this.book = book;
            this.sends = sends;
            this.asOfMillis = asOfMillis;
        }

        /** Deals with one due time, or leaves it for a later turn. */
        void take(String id, SortedMap<Long, Following> following) {
            ScheduleRow row =
                    book.get(id).orElseThrow(() -> new IllegalStateException("a schedule is due and gone: " + id));
            Optional<Following> next =
                    Optional.ofNullable(following.get(row.number())).filter(one -> isPlausible(one, row));
            boolean recurs = row.recurrence().isPresent();
            if (bytes >= Limits.SCHEDULED_BYTES_PER_TURN_MAX || (recurs && next.isEmpty())) {
                book.left(row.dueMillis());
                return;
            }
            taken++;
            boolean skips = recurs && isSkipped(row.recurrence().orElseThrow(), row.dueMillis());
            if (!skips) {
                bytes += row.sizeBytes();
                sends.send(id, row, book.message(row));
            }
            long runs = row.runs() + (skips ? 0 : 1);
            OptionalLong nextMillis = next.isPresent() ? next.get().nextMillis() : OptionalLong.empty();
            if (goesOn(row, runs, nextMillis)) {
                book.move(id, row, row.next(nextMillis.getAsLong(), runs));
            } else {
                book.remove(id, row);
            }
        }

        /** Only the leader can read the rule; but what it says must be about this run and lead on from it. */
        private static boolean isPlausible(Following one, ScheduleRow row) {
            return one.dueMillis() == row.dueMillis() && one.nextMillis().orElse(Long.MAX_VALUE) > row.dueMillis();
        }

        private boolean isSkipped(Recurrence rule, long dueMillis) {
            return switch (rule.missed()) {
                case SKIP -> dueMillis < asOfMillis - Limits.MISSED_AFTER_MILLIS;
                case RUN_ONCE -> false;
            };
        }

        private static boolean goesOn(ScheduleRow row, long runs, OptionalLong nextMillis) {
            return row.recurrence()
                    .filter(rule -> nextMillis.isPresent()
                            && nextMillis.getAsLong() <= rule.endMillis().orElse(Long.MAX_VALUE)
                            && runs < rule.runsMax().orElse(Long.MAX_VALUE))
                    .isPresent();
        }
    }
}
