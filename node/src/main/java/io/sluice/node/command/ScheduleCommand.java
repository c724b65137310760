package io.sluice.node.command;

import io.sluice.node.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Commands about the schedules of one queue: what is sent at a later time, once or again and again. */
public sealed interface ScheduleCommand extends Command {
    /** The queue that the command is for. */
    ResourceId queue();

    /** Calls the rule for this command. */
    <T, R> R accept(Rules<T, R> rules, T turn);

    @Override
    default <R> R match(Cases<R> cases) {
        return cases.schedule(this);
    }

    /** One rule per command. */
    interface Rules<T, R> {
        /** Rule for {@link Schedule}. */
        R schedule(Schedule command, T turn);

        /** Rule for {@link Cancel}. */
        R cancel(Cancel command, T turn);

        /** Rule for {@link Reschedule}. */
        R reschedule(Reschedule command, T turn);

        /** Rule for {@link Run}. */
        R run(Run command, T turn);
    }

    /**
     * Makes a schedule. Replies {@link Reply.Scheduled}, or rejects where the id is taken.
     *
     * @param id 1 to 80 characters of ASCII
     * @param message its delay counts for nothing
     * @param dueMillis when it sends first; past is now
     * @param recurrence absent: once
     */
    record Schedule(
            ResourceId queue, String id, QueueCommand.Outgoing message, long dueMillis, Optional<Recurrence> recurrence)
            implements ScheduleCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.schedule(this, turn);
        }
    }

    /** Ends a schedule. Replies {@link Reply.Done}. */
    record Cancel(ResourceId queue, String id) implements ScheduleCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.cancel(this, turn);
        }
    }

    /**
     * Changes when a schedule sends next. Replies {@link Reply.Scheduled}.
     *
     * @param recurrence the new rule, by which runs are counted anew; absent: what it was
     */
    record Reschedule(ResourceId queue, String id, long dueMillis, Optional<Recurrence> recurrence)
            implements ScheduleCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.reschedule(this, turn);
        }
    }

    /**
     * When a recurring schedule sends after a run.
     *
     * @param schedule its number in its queue
     * @param dueMillis due time of the run; if that is no longer due, this is passed over
     * @param nextMillis due time of the run after it; absent: there is none
     */
    record Following(long schedule, long dueMillis, OptionalLong nextMillis) {}

    /**
     * Sends what is due by log time, as far as the bounds of a turn allow. Replies {@link Reply.Ran}. A
     * recurring schedule sends only if it is said when the next run is.
     *
     * @param asOfMillis the proposing leader's clock when it computed what follows; what is missed is judged by it
     */
    record Run(ResourceId queue, long asOfMillis, List<Following> following) implements ScheduleCommand {
        public Run {
            following = List.copyOf(following);
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.run(this, turn);
        }
    }
}
