package io.sluice.node.command;

import io.sluice.node.model.ResourceId;

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

    /** Changes nothing. Its entry lets a replica notice that it misses the entries before. */
    record Pass() implements TabletCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.pass(this, turn);
        }
    }
}
