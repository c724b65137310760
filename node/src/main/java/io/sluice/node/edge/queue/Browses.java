package io.sluice.node.edge.queue;

import io.sluice.api.v1.BrowseMessagesRequest;
import io.sluice.api.v1.BrowseMessagesResponse;
import io.sluice.api.v1.SearchMessagesRequest;
import io.sluice.api.v1.SearchMessagesResponse;
import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.BrowseFilter;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Selection;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Shows messages without touching them: page by page, or those of which an expression is true. */
final class Browses {
    private static final int RESULTS_DEFAULT = 20;
    private static final int NEWEST_MAX = 1_000_000;
    private static final int BODY_BYTES_DEFAULT = 256 << 10;
    private static final int BODY_BYTES_MAX = 1 << 20;

    private final QueueRouting routing;
    private final BrowsedMessages views;

    Browses(QueueRouting routing, QueueAddresses addresses) {
        this.routing = routing;
        this.views = new BrowsedMessages(addresses);
    }

    /** What both operations ask for. */
    private record Asked(
            io.sluice.api.v1.BrowseFilter filter,
            String expression,
            int resultsMax,
            String cursor,
            OptionalLong newest,
            int bodyBytesMax,
            int scannedMax) {}

    CompletableFuture<BrowseMessagesResponse> browse(ApiCall call, BrowseMessagesRequest request) {
        Asked asked = new Asked(
                request.getFilter(),
                "",
                request.hasMaxResults() ? request.getMaxResults() : RESULTS_DEFAULT,
                request.getCursor(),
                request.hasNewest() ? OptionalLong.of(request.getNewest()) : OptionalLong.empty(),
                request.hasBodyBytesMax() ? request.getBodyBytesMax() : BODY_BYTES_DEFAULT,
                Limits.BROWSE_SCANNED_MAX);
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> look(call, place, asked).thenApply(seen -> {
                    BrowseMessagesResponse.Builder page = BrowseMessagesResponse.newBuilder()
                            .setCursor(BrowseCursors.of(place.queue(), seen.next()))
                            .setMore(seen.more())
                            .setScanned(seen.scanned())
                            .setAtMillis(seen.atMillis());
                    seen.messages().forEach(one -> page.addMessages(views.show(place, one, asked.bodyBytesMax())));
                    return page.build();
                }));
    }

    CompletableFuture<SearchMessagesResponse> search(ApiCall call, SearchMessagesRequest request) {
        Asked asked = new Asked(
                request.getFilter(),
                request.getExpression(),
                request.hasMaxResults() ? request.getMaxResults() : RESULTS_DEFAULT,
                request.getCursor(),
                request.hasNewest() ? OptionalLong.of(request.getNewest()) : OptionalLong.empty(),
                request.hasBodyBytesMax() ? request.getBodyBytesMax() : BODY_BYTES_DEFAULT,
                request.hasMaxScanned() ? request.getMaxScanned() : Limits.BROWSE_SCANNED_MAX);
        // Made here only to say what is wrong with it; the leader makes its own.
        return MessageExpression.of(request.getExpression())
                .compose(unused -> routing.locate(call, request.getQueueUrl()))
                .thenCompose(place -> look(call, place, asked).thenApply(seen -> {
                    SearchMessagesResponse.Builder page = SearchMessagesResponse.newBuilder()
                            .setCursor(BrowseCursors.of(place.queue(), seen.next()))
                            .setMore(seen.more())
                            .setScanned(seen.scanned())
                            .setFailed(seen.failed())
                            .setAtMillis(seen.atMillis());
                    seen.messages().forEach(one -> page.addMessages(views.show(place, one, asked.bodyBytesMax())));
                    return page.build();
                }));
    }

    private CompletableFuture<Reply.Browsed> look(ApiCall call, Place place, Asked asked) {
        return bounds(asked)
                .then(unused -> BrowseCursors.read(asked.cursor(), place.queue()))
                .then(cursor -> filter(asked).then(filter -> Checked.good(query(place, asked, cursor, filter))))
                .compose(query -> routing.query(call, place.tablet(), query))
                .thenApply(reply -> QueueRouting.expect(Reply.Browsed.class, reply, place.name()));
    }

    private static Query.Browse query(Place place, Asked asked, BrowseCursor cursor, BrowseFilter filter) {
        return new Query.Browse(
                place.queue(),
                filter,
                cursor,
                asked.newest(),
                asked.resultsMax(),
                Limits.BROWSED_BYTES_MAX,
                asked.scannedMax());
    }

    private static Checked<Asked> bounds(Asked asked) {
        return within(asked.resultsMax(), 1, Limits.BROWSED_MAX, "MaxResults")
                .then(unused -> within(asked.newest().orElse(0), 0, NEWEST_MAX, "Newest"))
                .then(unused -> within(asked.bodyBytesMax(), 0, BODY_BYTES_MAX, "BodyBytesMax"))
                .then(unused -> within(asked.scannedMax(), 1, Limits.BROWSE_SCANNED_MAX, "MaxScanned"))
                .then(unused -> asked.newest().isPresent() && !asked.cursor().isEmpty()
                        ? Checked.bad(QueueErrors.invalid("Cursor and Newest exclude each other."))
                        : Checked.good(asked));
    }

    private static Checked<Long> within(long value, long least, long most, String parameter) {
        return least <= value && value <= most
                ? Checked.good(value)
                : Checked.bad(QueueErrors.value(value, parameter, "Must be between " + least + " and " + most + "."));
    }

    private static Checked<BrowseFilter> filter(Asked asked) {
        io.sluice.api.v1.BrowseFilter given = asked.filter();
        List<BrowsedState> states = new ArrayList<>();
        for (int number : given.getStatesValueList()) {
            if (number < 1 || number > BrowsedState.values().length) {
                return Checked.bad(QueueErrors.value(number, "States", "Must be visible, in flight or delayed."));
            }
            states.add(BrowsedState.of(number));
        }
        long min = given.hasMinAgeMillis() ? given.getMinAgeMillis() : 0;
        long max = given.hasMaxAgeMillis() ? given.getMaxAgeMillis() : Long.MAX_VALUE;
        if (min < 0 || max < min) {
            return Checked.bad(
                    QueueErrors.value(min, "MinAgeMillis", "Must not be negative, nor greater than MaxAgeMillis."));
        }
        Checked<Optional<Selection>> selection = given.hasDeadLetters()
                ? Selections.of(given.getDeadLetters()).then(one -> Checked.good(Optional.of(one)))
                : Checked.good(Optional.empty());
        return selection.then(dead ->
                Checked.good(new BrowseFilter(states, given.getMessageGroupId(), min, max, asked.expression(), dead)));
    }
}
