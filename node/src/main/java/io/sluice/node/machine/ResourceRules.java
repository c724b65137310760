package io.sluice.node.machine;

import io.sluice.node.command.Command;
import io.sluice.node.command.Reply;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.View;
import java.util.Optional;
import java.util.function.Consumer;

/** What a tablet asks of the rules of each kind of resource. A resource of another kind is left alone. */
public interface ResourceRules {
    /** Removes every row of a resource. */
    void drop(ResourceId resource, Turn turn);

    /** Does bounded clean-up that is due in a resource. */
    void sweep(ResourceId resource, Turn turn);

    /** Goes on with the move out of a resource, if there is one; answers what a leader must look for first. */
    Optional<Reply> moveOn(ResourceId resource, Turn turn);

    /** Fills a reply to a command of this kind with what the rows keep and the log does not carry. */
    Reply fill(View view, Command command, Reply reply);

    /** Visits every resource of this kind with what it has to give at a log time, as a new leader needs it. */
    void levels(View view, long nowMillis, Consumer<Effect.Level> consumer);
}
