package io.sluice.node.golden;

import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.BrowseFilter;
import io.sluice.node.command.Command;
import io.sluice.node.command.Letter;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Destination;
import io.sluice.node.command.QueueCommand.Redrive;
import io.sluice.node.command.Selection;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The lines of a script about dead letters and moves. A policy is written {@code dead:2}, for two
 * receives and then to the queue named dead; a queue of another tablet is written {@code dead@7}.
 */
final class MoveActions {
    /** Where queues live that do not say; scripts are about this tablet, so it does not matter. */
    private static final String TABLET = "7";

    private final Function<String, ResourceId> queues;

    MoveActions(Function<String, ResourceId> queues) {
        this.queues = queues;
    }

    Optional<Query> query(Words words) {
        return switch (words.verb()) {
            case "moves" -> Optional.of(new Query.ListMoves(queues.apply(words.text("queue"))));
            case "unfinished" -> Optional.of(new Query.Unfinished());
            case "outbox" ->
                Optional.of(new Query.Outbox(
                        new TabletId(words.number("to", 0)), words.number("max", 100), words.number("bytes", 1000)));
            case "sources" ->
                Optional.of(new Query.ListSources(
                        new ResourceId(words.number("of", 0)),
                        words.find("after").orElse(""),
                        words.number("max", 1000)));
            default -> Optional.empty();
        };
    }

    Optional<Command> command(Words words) {
        return switch (words.verb()) {
            case "accept" ->
                Optional.of(new TabletCommand.Accept(
                        new TabletId(words.number("from", 7)), words.number("first", 1), parcels(words)));
            case "settle" ->
                Optional.of(new TabletCommand.Settle(
                        new TabletId(words.number("to", 7)),
                        words.number("first", 1),
                        words.number("count", 1),
                        words.find("refused").stream()
                                .flatMap(text -> words.list("refused").stream())
                                .map(Long::valueOf)
                                .toList(),
                        words.find("heir").stream()
                                .map(text -> heir(words, text))
                                .toList()));
            case "move-on" -> Optional.of(new TabletCommand.MoveOn(queues.apply(words.text("queue"))));
            case "start-move" ->
                Optional.of(new QueueCommand.StartMove(
                        queues.apply(words.text("queue")),
                        words.find("destination").map(this::destination),
                        words.number("rate", 0),
                        selection(words)
                                .map(selection -> new BrowseFilter(
                                        List.of(),
                                        "",
                                        0,
                                        Long.MAX_VALUE,
                                        words.find("where").orElse(""),
                                        Optional.of(selection)))));
            case "move-picked" ->
                Optional.of(new QueueCommand.MovePicked(
                        queues.apply(words.text("queue")),
                        words.number("number", 1),
                        cursor(words, "from"),
                        words.list("sequences").stream().map(Words::sequence).toList(),
                        cursor(words, "next"),
                        words.has("more"),
                        words.number("scanned", 0)));
            case "cancel-move" ->
                Optional.of(new QueueCommand.CancelMove(queues.apply(words.text("queue")), words.number("number", 1)));
            default -> Optional.empty();
        };
    }

    /** The one who takes what was refused first, written as a destination. */
    private TabletCommand.Heir heir(Words words, String text) {
        Destination to = destination(text);
        return new TabletCommand.Heir(Long.parseLong(words.list("refused").get(0)), to.queue(), to.tablet());
    }

    private static BrowseCursor cursor(Words words, String name) {
        List<Long> numbers = words.list(name).stream().map(Long::parseLong).toList();
        return new BrowseCursor(numbers.get(0), numbers.get(1), numbers.get(2));
    }

    /** Which dead letters a line means; whatever comes when it does not say. */
    Optional<Selection> selection(Words words) {
        boolean says = words.has("reason") || words.has("source") || words.has("ids") || words.has("brought-by");
        if (!says || words.verb().equals("accept")) {
            return words.verb().equals("graves") ? Optional.of(Selection.DEAD) : Optional.empty();
        }
        return Optional.of(new Selection(
                words.has("reason") ? words.list("reason") : List.of(),
                words.has("source") ? words.list("source") : List.of(),
                words.has("ids") ? words.list("ids").stream().map(this::id).toList() : List.of(),
                words.find("brought-by").map(this::id).map(id -> new Selection.Redrive(id.queue(), id.sequence()))));
    }

    private Selection.Id id(String text) {
        String[] parts = text.split("/");
        return new Selection.Id(queues.apply(parts[0]), Words.sequence(parts[1]));
    }

    Optional<Redrive> redrive(Words words) {
        return words.find("RedrivePolicy").filter(text -> !text.isEmpty()).map(text -> {
            String[] parts = text.split(":");
            Destination to = destination(parts[0]);
            return new Redrive(to.queue(), to.tablet(), Integer.parseInt(parts[1]), to.name());
        });
    }

    private Destination destination(String text) {
        String[] parts = (text + "@" + TABLET).split("@");
        return new Destination(queues.apply(parts[0]), new TabletId(Integer.parseInt(parts[1])), parts[0]);
    }

    private List<Parcel> parcels(Words words) {
        if (words.has("source")) {
            return List.of(new Parcel.Link(
                    new ResourceId(words.number("source", 0)), new ResourceId(words.number("target", 0))));
        }
        if (words.has("moving")) {
            return List.of(new Parcel.Moving(new ResourceId(words.number("moving", 0)), !words.has("ended")));
        }
        List<Parcel> parcels = new ArrayList<>();
        String source = words.text("left");
        for (String body : words.list("body")) {
            long sequence = words.number("sequence", 1) + (long) parcels.size();
            Letter letter = new Letter(
                    Origin.at(queues.apply(source), sequence),
                    Stage.BEGIN_MILLIS + words.millis("sent").orElse(0L),
                    words.number("leases", 1),
                    Stage.BEGIN_MILLIS,
                    Stage.BEGIN_MILLIS,
                    Words.bytes(body),
                    words.find("group").map(group -> new Letter.Place(group, sequence)));
            parcels.add(new Parcel.Message(
                    queues.apply(source),
                    source,
                    queues.apply(words.text("to")),
                    words.text("to"),
                    words.number("move", 0),
                    letter));
        }
        return parcels;
    }
}
