package io.sluice.node.command;

import io.sluice.node.model.NodeId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.List;

/** Commands of the catalog, tablet 0. */
public sealed interface CatalogCommand extends Command {
    /** Calls the rule for this command. */
    <T, R> R accept(Rules<T, R> rules, T turn);

    @Override
    default <R> R match(Cases<R> cases) {
        return cases.catalog(this);
    }

    /** One rule per command. */
    interface Rules<T, R> {
        /** Rule for {@link Form}. */
        R form(Form command, T turn);

        /** Rule for {@link Reserve}. */
        R reserve(Reserve command, T turn);

        /** Rule for {@link Activate}. */
        R activate(Activate command, T turn);

        /** Rule for {@link Retire}. */
        R retire(Retire command, T turn);

        /** Rule for {@link Forget}. */
        R forget(Forget command, T turn);

        /** Rule for {@link AddTablets}. */
        R addTablets(AddTablets command, T turn);

        /** Rule for {@link ConfirmReplica}. */
        R confirmReplica(ConfirmReplica command, T turn);

        /** Rule for {@link SetDraining}. */
        R setDraining(SetDraining command, T turn);

        /** Rule for {@link ReserveMove}. */
        R reserveMove(ReserveMove command, T turn);

        /** Rule for {@link Unblock}. */
        R unblock(Unblock command, T turn);

        /** Rule for {@link PutKey}. */
        R putKey(PutKey command, T turn);

        /** Rule for {@link DropKey}. */
        R dropKey(DropKey command, T turn);

        /** Rule for {@link NoteKeyUses}. */
        R noteKeyUses(NoteKeyUses command, T turn);
    }

    /**
     * Writes down the cluster's identity; the second time it changes nothing.
     *
     * @param clusterId random identity of the cluster
     * @param secret 32 random bytes in hex: the key of receipts
     * @param nodes the members, each to hold a replica of every tablet
     * @param dataTablets how many tablets to begin with
     */
    record Form(String clusterId, String secret, List<NodeId> nodes, int dataTablets) implements CatalogCommand {
        public Form {
            nodes = List.copyOf(nodes);
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.form(this, turn);
        }
    }

    /**
     * Gives a name a number and a tablet, or tells those that it has. The resource becomes visible
     * with {@link Activate}. Replies {@link Reply.Placed}, or rejects a name deleted just now.
     */
    record Reserve(ResourceName name) implements CatalogCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.reserve(this, turn);
        }
    }

    /** Makes a reserved resource visible, once its tablet knows it. */
    record Activate(ResourceId resource) implements CatalogCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.activate(this, turn);
        }
    }

    /** Takes a resource out of sight and blocks its name; its rows are dropped thereafter. */
    record Retire(ResourceId resource) implements CatalogCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.retire(this, turn);
        }
    }

    /** Notes that the rows of a retired resource are gone. */
    record Forget(ResourceId resource) implements CatalogCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.forget(this, turn);
        }
    }

    /** Adds data tablets to the pool. Replies {@link Reply.TabletsAdded}. */
    record AddTablets(int count) implements CatalogCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.addTablets(this, turn);
        }
    }

    /** Notes that a node has made its replica of a tablet, so that it never makes an empty one again. */
    record ConfirmReplica(TabletId tablet, NodeId node) implements CatalogCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.confirmReplica(this, turn);
        }
    }

    /** Keeps leads away from a node, or no longer. */
    record SetDraining(NodeId node, boolean draining) implements CatalogCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.setDraining(this, turn);
        }
    }

    /**
     * Makes sure that a move out of a resource may begin: so many may be active in an account. It is counted until its
     * tablet says that it has ended, or for a minute if its tablet says nothing.
     */
    record ReserveMove(ResourceId resource) implements CatalogCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.reserveMove(this, turn);
        }
    }

    /** Clears names away whose block after a deletion is over, a bounded number of them. */
    record Unblock() implements CatalogCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.unblock(this, turn);
        }
    }

    /** Keeps a new access key. Replies {@link Reply.Keys} with it, or rejects. */
    record PutKey(AccessKey key) implements CatalogCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.putKey(this, turn);
        }
    }

    /** Deletes an access key. */
    record DropKey(String id) implements CatalogCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.dropKey(this, turn);
        }
    }

    /** Notes that access keys have been used; those that there are not are passed over. */
    record NoteKeyUses(List<String> ids) implements CatalogCommand {
        public NoteKeyUses {
            ids = List.copyOf(ids);
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.noteKeyUses(this, turn);
        }
    }
}
