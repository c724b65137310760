package io.sluice.node.command;

import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.util.List;

/** Commands that any tablet understands, whatever lives on it. */
public sealed interface TabletCommand extends Command {
    /** Calls the rule for this command. */
    <T, R> R accept(Rules<T, R> rules, T turn);

    @Override
    default <R> R match(Cases<R> cases) {
        return cases.tablet(this);
    }

    /** One rule per command. */
    interface Rules<T, R> {
        /** Rule for {@link DropResource}. */
        R dropResource(DropResource command, T turn);

        /** Rule for {@link Sweep}. */
        R sweep(Sweep command, T turn);

        /** Rule for {@link Accept}. */
        R accept(Accept command, T turn);

        /** Rule for {@link Settle}. */
        R settle(Settle command, T turn);

        /** Rule for {@link MoveOn}. */
        R moveOn(MoveOn command, T turn);

        /** Rule for {@link Pass}. */
        R pass(Pass command, T turn);
    }

    /** Removes every row of a resource; removing one that is not there succeeds. */
    record DropResource(ResourceId resource) implements TabletCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.dropResource(this, turn);
        }
    }

    /** Does bounded clean-up that is due: settles expired leases, drops what is past its retention. */
    record Sweep(ResourceId resource) implements TabletCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.sweep(this, turn);
        }
    }

    /**
     * Takes parcels of another tablet in, each at most once however often they come. Replies
     * {@link Reply.Accepted}, the same every time.
     *
     * @param from the tablet in whose outbox they are
     * @param first sequence of the first in that outbox; all before it are settled there
     */
    record Accept(TabletId from, long first, List<Parcel> parcels) implements TabletCommand {
        public Accept {
            parcels = List.copyOf(parcels);
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.accept(this, turn);
        }
    }

    /**
     * Removes from the outbox what has been taken, and puts back what has been refused. What is
     * settled already is left alone.
     *
     * @param count how many parcels, from the first on
     * @param refused sequences of those that were refused
     * @param heirs of some refused ones, who takes them instead
     */
    record Settle(TabletId to, long first, int count, List<Long> refused, List<Heir> heirs) implements TabletCommand {
        public Settle {
            refused = List.copyOf(refused);
            heirs = List.copyOf(heirs);
        }

        /** Nobody takes what was refused. */
        public Settle(TabletId to, long first, int count, List<Long> refused) {
            this(to, first, count, refused, List.of());
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.settle(this, turn);
        }
    }

    /**
     * The resource that has the name of one that is deleted, and takes a parcel that was for that.
     *
     * @param sequence of the parcel
     */
    record Heir(long sequence, ResourceId resource, TabletId tablet) {}

    /** Goes on with the move out of a resource, as far as its rate and the bounds of a turn allow. */
    record MoveOn(ResourceId resource) implements TabletCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.moveOn(this, turn);
        }
    }

    /** Changes nothing. Its entry lets a replica notice that it misses the entries before. */
    record Pass() implements TabletCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.pass(this, turn);
        }
    }
}
