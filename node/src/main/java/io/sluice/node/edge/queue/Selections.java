package io.sluice.node.edge.queue;

import io.sluice.api.v1.DeadLetterSelection;
import io.sluice.node.command.BrowseFilter;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.Selection;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads which dead letters users mean. */
final class Selections {
    private Selections() {}

    static Checked<Selection> of(DeadLetterSelection given) {
        if (given.getReasonsCount() > Limits.SELECTED_MAX
                || given.getSourceQueuesCount() > Limits.SELECTED_MAX
                || given.getMessageIdsCount() > Limits.SELECTED_MAX) {
            return Checked.bad(QueueErrors.invalid(
                    "A selection has at most " + Limits.SELECTED_MAX + " reasons, queues and message ids each."));
        }
        List<Selection.Id> ids = new ArrayList<>();
        for (String text : given.getMessageIdsList()) {
            Optional<MessageIds.Origin> id = MessageIds.read(text);
            if (id.isEmpty()) {
                return Checked.bad(QueueErrors.value(text, "MessageIds", "It is no message id of this cluster."));
            }
            ids.add(new Selection.Id(id.get().queue(), id.get().sequence()));
        }
        return Checked.good(new Selection(given.getReasonsList(), given.getSourceQueuesList(), ids, Optional.empty()));
    }

    /** A look for them, in some states or all. */
    static Checked<BrowseFilter> filter(DeadLetterSelection given, List<BrowsedState> states) {
        Checked<String> expression = given.getExpression().isEmpty()
                ? Checked.good("")
                : MessageExpression.of(given.getExpression()).then(made -> Checked.good(given.getExpression()));
        return expression.then(text -> of(given)
                .then(selection ->
                        Checked.good(new BrowseFilter(states, "", 0, Long.MAX_VALUE, text, Optional.of(selection)))));
    }
}
