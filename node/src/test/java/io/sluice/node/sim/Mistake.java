package io.sluice.node.sim;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.Outcome;
import io.sluice.node.model.RequestId;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import java.util.ArrayList;
import java.util.List;

/** A deliberate mistake of a machine, and the rules that it breaks: an oracle that does not see one is no oracle. */
interface Mistake {
    /** The rule under which it must be caught, and then those under which it may be caught before. */
    List<Rule> broken();

    /** Whether the machine reads what it keeps in the heap when it is opened. */
    default boolean opens() {
        return true;
    }

    /** The id that a request seems to have. */
    default RequestId requestId(RequestId requestId) {
        return requestId;
    }

    /** Changes rows before an entry. */
    default void before(Tx tx) {}

    /** The command that is run instead. */
    default Command command(Command command, Tx tx) {
        return command;
    }

    /** The reply that is given instead. */
    default Reply reply(Reply reply, Command asked) {
        return reply;
    }

    /** The hint that is given instead. */
    default Effect effect(Effect effect) {
        return effect;
    }

    /** Changes rows after an entry. */
    default void after(Tx tx) {}

    /** What a leader gives instead of a reply. */
    default Reply filled(Reply reply) {
        return reply;
    }

    /** What is answered to a query instead; the view is a transaction where rows are in memory. */
    default Reply answer(Query query, Reply reply, View view) {
        return reply;
    }

    /** The entry that is applied instead. */
    default Entry entry(Entry entry, Tx tx) {
        return new Entry(
                entry.stampMillis(),
                entry.items().stream()
                        .map(item -> new Entry.Item(requestId(item.requestId()), command(item.command(), tx)))
                        .toList());
    }

    /** The outcome that is given instead. */
    default Outcome outcome(Outcome outcome, Entry asked) {
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < outcome.replies().size(); i++) {
            replies.add(reply(outcome.replies().get(i), asked.items().get(i).command()));
        }
        return new Outcome(replies, outcome.effects().stream().map(this::effect).toList());
    }

    /** The real machine with this mistake. */
    default Machine machine() {
        return new MutantMachine(this);
    }
}
