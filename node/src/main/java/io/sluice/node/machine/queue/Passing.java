package io.sluice.node.machine.queue;

import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.PickPass;
import io.sluice.node.command.QueueCommand.MovePicked;
import io.sluice.node.model.Limits;
import io.sluice.node.state.queue.QueueTables;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What one step of a move that picks passes over, added to what its pass has passed over already. */
final class Passing {
    private final PickPass pass;
    private final SortedSet<String> groups;
    private long passedOver;
    private boolean full;

    Passing(PickPass pass) {
        this.pass = pass;
        this.groups = new TreeSet<>(pass.groups());
        this.passedOver = pass.passedOver();
    }

    /** Whether a message was there when the move began: what a redrive brings may come back as a dead letter. */
    boolean isMeant(long sequence) {
        BrowseCursor until = pass.until();
        return switch (Space.of(sequence)) {
            case PROMPT -> sequence < until.prompt();
            case ARRIVED -> place(sequence) < until.arrived();
            case LATE -> place(sequence) < until.late();
        };
    }

    /** Whether something of that group was passed over, or may have been: then what is behind it stays, too. */
    boolean blocks(Optional<String> group) {
        return group.isPresent() && (full || groups.contains(group.get()));
    }

    /** Notes a message that cannot be taken now. */
    void passOver(Optional<String> group) {
        passedOver++;
        group.ifPresent(name -> {
            if (groups.size() < Limits.PASSED_GROUPS_MAX) {
                groups.add(name);
            } else {
                full |= !groups.contains(name);
            }
        });
    }

    /** True when there are more groups than are remembered, so that this pass cannot go on. */
    boolean isFull() {
        return full;
    }

    /** The pass after this step, whose move last took something at a log time. */
    PickPass after(long progressMillis) {
        return new PickPass(pass.until(), passedOver, groups.stream().toList(), pass.notBeforeMillis(), progressMillis);
    }

    /** Where to go on so that a message that was found is found again: looks go through one space after the other. */
    static BrowseCursor before(MovePicked command, long sequence) {
        return switch (Space.of(sequence)) {
            case PROMPT ->
                new BrowseCursor(
                        sequence, command.from().arrived(), command.from().late());
            case ARRIVED ->
                new BrowseCursor(
                        command.next().prompt(), place(sequence), command.from().late());
            case LATE ->
                new BrowseCursor(command.next().prompt(), command.next().arrived(), place(sequence));
        };
    }

    private enum Space {
        PROMPT,
        ARRIVED,
        LATE;

        static Space of(long sequence) {
            if ((sequence & QueueTables.DELAYED_SPACE) != 0) {
                return LATE;
            }
            return (sequence & QueueTables.ARRIVED_SPACE) != 0 ? ARRIVED : PROMPT;
        }
    }

    private static long place(long sequence) {
        return sequence & ~(QueueTables.DELAYED_SPACE | QueueTables.ARRIVED_SPACE);
    }
}
