package io.sluice.node.machine.catalog;

import io.sluice.node.command.AccessKey;
import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.Query;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.catalog.CatalogTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The access keys of the cluster: made, used, deleted and listed. What a key allows is not looked at here. */
final class AccessKeys {
    private static final String AFTER_ALL = "\u007f";

    private AccessKeys() {}

    /** Keeps a key; the reply has it as it is kept, so that whoever asks again gets the secret of the first time. */
    static Reply put(CatalogCommand.PutKey command, Turn turn) {
        Keys.Text id = new Keys.Text(command.key().id());
        if (turn.tx().get(CatalogTables.ACCESS_KEYS, id).isPresent()) {
            return new Reply.Rejected(RejectionCode.ACCESS_KEY_EXISTS, id.value());
        }
        if (page(turn.tx(), "", Limits.ACCESS_KEYS_MAX).keys().size() == Limits.ACCESS_KEYS_MAX) {
            return new Reply.Rejected(RejectionCode.TOO_MANY, "access keys: " + Limits.ACCESS_KEYS_MAX);
        }
        AccessKey made = command.key().createdAt(turn.nowMillis());
        turn.tx().put(CatalogTables.ACCESS_KEYS, id, made);
        turn.catalogChanged();
        return new Reply.Keys(List.of(made), false);
    }

    static Reply drop(CatalogCommand.DropKey command, Turn turn) {
        Keys.Text id = new Keys.Text(command.id());
        if (turn.tx().get(CatalogTables.ACCESS_KEYS, id).isEmpty()) {
            return new Reply.Rejected(RejectionCode.ACCESS_KEY_MISSING, id.value());
        }
        turn.tx().delete(CatalogTables.ACCESS_KEYS, id);
        turn.catalogChanged();
        return Reply.Done.DONE;
    }

    /** Notes uses. Nobody goes by these times, so nobody is told that the catalog has changed. */
    static Reply noteUses(CatalogCommand.NoteKeyUses command, Turn turn) {
        for (String used : command.ids()) {
            Keys.Text id = new Keys.Text(used);
            Optional<AccessKey> key = turn.tx().get(CatalogTables.ACCESS_KEYS, id);
            // One that was deleted meanwhile stays so.
            key.ifPresent(known -> turn.tx().put(CatalogTables.ACCESS_KEYS, id, known.usedAt(turn.nowMillis())));
        }
        return Reply.Done.DONE;
    }

    static Reply find(Query.FindKey query, View view) {
        Optional<AccessKey> key = view.get(CatalogTables.ACCESS_KEYS, new Keys.Text(query.id()));
        return new Reply.Keys(key.map(List::of).orElse(List.of()), false);
    }

    static Reply list(Query.ListKeys query, View view) {
        return page(view, query.after(), query.keysMax());
    }

    private static Reply.Keys page(View view, String after, int keysMax) {
        List<AccessKey> keys = new ArrayList<>();
        boolean[] more = {false};
        view.scan(CatalogTables.ACCESS_KEYS, new Keys.Text(after), new Keys.Text(AFTER_ALL), (id, key) -> {
            if (id.value().equals(after)) {
                return true;
            }
            if (keys.size() == keysMax) {
                more[0] = true;
                return false;
            }
            keys.add(key);
            return true;
        });
        return new Reply.Keys(keys, more[0]);
    }
}
