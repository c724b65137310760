package io.sluice.node.golden;

import io.sluice.node.command.AccessKey;
import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.Command;
import io.sluice.node.command.Query;
import java.util.Optional;

/** The lines of a script about access keys. */
final class KeyActions {
    private KeyActions() {}

    static Optional<Query> query(Words words) {
        return switch (words.verb()) {
            case "find-key" -> Optional.of(new Query.FindKey(words.text("id")));
            case "list-keys" ->
                Optional.of(new Query.ListKeys(words.find("after").orElse(""), words.number("max", 100)));
            default -> Optional.empty();
        };
    }

    static Command command(Words words) {
        return switch (words.verb()) {
            case "put-key" ->
                new CatalogCommand.PutKey(new AccessKey(
                        words.text("id"),
                        words.find("account").orElse("111111111111"),
                        words.find("name").orElse("shop"),
                        Words.bytes(words.find("secret").orElse("hidden")),
                        AccessKey.Sealing.CLEAR,
                        words.list("actions"),
                        words.list("resources"),
                        0,
                        0));
            case "drop-key" -> new CatalogCommand.DropKey(words.text("id"));
            case "note-uses" -> new CatalogCommand.NoteKeyUses(words.list("ids"));
            default -> throw new IllegalArgumentException("no such verb: " + words.verb());
        };
    }
}
